import { Image, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { listPrescriptionImages } from '@xinglin/shared/prescription/images';
import { useRead } from '../../client/use-endpoint.ts';
import { QueryView, SectionTitle, Tap } from '../../ui/index.ts';

/** The links end after five minutes, so they are fetched anew before that. */
const RENEW_MS = 4 * 60_000;

/** My photographs of it, through links only I can use for a few minutes. */
export function Photos({ id }: { id: string }) {
  const photos = useRead(listPrescriptionImages, { id }, { pollMs: RENEW_MS });
  return (
    <>
      <SectionTitle note='只有您和审方药师能看'>处方照片</SectionTitle>
      <QueryView query={photos}>
        {({ images }) => (
          <View className='photos'>
            {images.map(({ id: image, url }, at) => (
              <Tap
                key={image}
                className='photos__one'
                label={`放大第 ${at + 1} 张`}
                onTap={() =>
                  Taro.previewImage({
                    current: API_ORIGIN + url,
                    urls: images.map((each) => API_ORIGIN + each.url),
                  })
                }
              >
                <Image
                  className='photos__picture'
                  src={API_ORIGIN + url}
                  mode='aspectFill'
                  nativeProps={{ alt: `第 ${at + 1} 张处方照片` }}
                />
              </Tap>
            ))}
          </View>
        )}
      </QueryView>
    </>
  );
}
