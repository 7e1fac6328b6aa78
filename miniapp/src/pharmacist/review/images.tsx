import { Image, ScrollView, View } from '@tarojs/components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { MINUTE_MS } from '@xinglin/shared/kernel/time';
import { listPrescriptionImages } from '@xinglin/shared/prescription/images';
import type { ImageLink, Review } from '@xinglin/shared/prescription/review-contract';
import { call } from '../../client/call.ts';
import { readKey } from '../../client/use-endpoint.ts';
import { Button, SectionTitle, Sheet, Tap } from '../../ui/index.ts';
import { MOST_ZOOM, roomOf, turned, zoomed } from './view-of-image.ts';

/** Photographs of a paper prescription: small ones on the page, one at a time large, to be zoomed and turned with one hand. */
export function Images({ review }: { review: Review }) {
  const images = useLinks(review);
  const [open, setOpen] = useState<number | null>(null);
  if (images.length === 0) return null;
  return (
    <>
      <SectionTitle note={`共 ${images.length} 张`}>处方照片</SectionTitle>
      <View className='review-images'>
        {images.map(({ id, url }, index) => (
          <Tap
            key={id}
            id={`image-${index}`}
            className='review-images__one'
            label={`放大第 ${index + 1} 张照片`}
            onTap={() => setOpen(index)}
          >
            <Image
              className='review-images__small'
              src={API_ORIGIN + url}
              mode='aspectFill'
              nativeProps={{ alt: `第 ${index + 1} 张处方照片` }}
            />
          </Tap>
        ))}
      </View>
      {open !== null && images[open] && (
        <Viewer
          key={open}
          image={images[open]}
          title={`第 ${open + 1} 张，共 ${images.length} 张`}
          onClose={() => setOpen(null)}
          onNext={images.length > 1 ? () => setOpen((open + 1) % images.length) : null}
        />
      )}
    </>
  );
}

/** The links end after five minutes; while the page is open new ones take their place before that. */
function useLinks({ id, images, claimedByMe }: Review): Review['images'] {
  const [first] = images;
  const { data } = useQuery({
    queryKey: readKey(listPrescriptionImages, { id }),
    queryFn: () => call(listPrescriptionImages, { id }),
    enabled: claimedByMe && first !== undefined,
    initialData: { images },
    initialDataUpdatedAt: first ? Date.parse(first.expiresAt) - 5 * MINUTE_MS : 0,
    staleTime: 4 * MINUTE_MS,
    refetchInterval: 4 * MINUTE_MS,
  });
  return data.images;
}

type ViewerProps = { image: ImageLink; title: string; onClose: () => void; onNext: (() => void) | null };

function Viewer({ image, title, onClose, onNext }: ViewerProps) {
  const [zoom, setZoom] = useState(1);
  const [angle, setAngle] = useState(0);
  const room = roomOf(image, zoom, angle);
  return (
    <Sheet
      open
      onClose={onClose}
      title={title}
      footer={
        <>
          <Button
            small
            kind='plain'
            label='缩小'
            disabled={zoom <= 1}
            onTap={() => setZoom(zoomed(zoom, -1))}
          >
            缩小
          </Button>
          <Button
            small
            kind='plain'
            label='放大'
            disabled={zoom >= MOST_ZOOM}
            onTap={() => setZoom(zoomed(zoom, 1))}
          >
            放大
          </Button>
          <Button small kind='plain' label='旋转' onTap={() => setAngle(turned(angle))}>
            旋转
          </Button>
          {onNext && (
            <Button small kind='plain' label='下一张' onTap={onNext}>
              下一张
            </Button>
          )}
        </>
      }
    >
      <ScrollView className='review-viewer' scrollX scrollY>
        <View
          className='review-viewer__room'
          style={{ width: `${room.width * 100}%`, paddingTop: `${room.height * 100}%` }}
        >
          <Image
            className='review-viewer__image'
            src={API_ORIGIN + image.url}
            mode='scaleToFill'
            nativeProps={{ alt: title }}
            style={{
              width: `${room.picture.width * 100}%`,
              height: `${room.picture.height * 100}%`,
              transform: `translate(-50%, -50%) rotate(${angle}deg)`,
            }}
          />
        </View>
      </ScrollView>
    </Sheet>
  );
}
