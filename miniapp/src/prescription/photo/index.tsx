import { Image, View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { LocalDate, shanghaiDate } from '@xinglin/shared/kernel/time';
import { listPrescriptions } from '@xinglin/shared/prescription/contract';
import {
  MOST_IMAGES,
  submitPrescriptionImages,
  uploadPrescriptionImage,
} from '@xinglin/shared/prescription/images';
import { goInstead } from '../../client/navigate.ts';
import { problemOf } from '../../client/problem-of.ts';
import { upload } from '../../client/upload.ts';
import { useAct } from '../../client/use-endpoint.ts';
import { chooseImage } from '../../device/choose-image.ts';
import { PatientsOnly } from '../../orders/patients-only.tsx';
import { Button, Field, Notice, PageShell, Tap, TextInput } from '../../ui/index.ts';
import { Pace } from '../pace.tsx';
import { PersonPicker } from '../person-picker.tsx';
import { picked, turned, type Photo } from './photos.ts';
import '../index.scss';

/** Photographs of a paper prescription: chosen, turned, left out, then handed in. */
export default function PhotoPage() {
  const { replaces } = useRouter<{ replaces?: string }>().params;
  const [photos, setPhotos] = useState<Photo[]>([]);
  const [note, setNote] = useState('');
  const [person, setPerson] = useState('');
  const [hospital, setHospital] = useState('');
  const [day, setDay] = useState(shanghaiDate(Date.now()));
  const [tried, setTried] = useState(false);
  const [sending, setSending] = useState('');
  const submit = useAct(submitPrescriptionImages, {
    changes: [listPrescriptions],
    onDone: ({ id }) => goInstead('/prescription/detail/index', { id }),
  });
  const faults = {
    photos: photos.length > 0 ? undefined : '请至少添加一张照片',
    person: person ? undefined : '请选择用药人',
    hospital: hospital.trim().length >= 2 ? undefined : '请填写处方上的医院名称',
    day: LocalDate.safeParse(day).success ? undefined : '请按 2026-11-22 的样子填写',
  };
  const add = async () => {
    const result = picked(photos, await chooseImage({ count: MOST_IMAGES - photos.length }));
    setPhotos(result.photos);
    setNote(result.note);
  };
  const send = async () => {
    setTried(true);
    setNote('');
    if (Object.values(faults).some(Boolean)) return;
    let which = '';
    try {
      const imageIds: string[] = [];
      for (const [at, { path, turns, sentId }] of photos.entries()) {
        which = `第 ${at + 1} 张：`;
        setSending(`正在上传第 ${at + 1} 张，共 ${photos.length} 张`);
        const id = sentId ?? (await upload(uploadPrescriptionImage, path, { turns })).id;
        imageIds.push(id);
        // Kept, so that a second try does not send it again.
        setPhotos((all) => all.map((each) => (each.path === path ? { ...each, sentId: id } : each)));
      }
      which = '';
      await submit.mutateAsync({
        personId: person,
        institution: hospital.trim(),
        issuedOn: day,
        imageIds,
        ...(replaces && { replacesId: replaces }),
      });
    } catch (error) {
      const { detail, extra } = problemOf(error);
      const number = typeof extra['traceCode'] === 'string' ? `（编号 ${extra['traceCode']}）` : '';
      setNote(`${which}${detail}${number}`);
    } finally {
      setSending('');
    }
  };
  return (
    <PageShell
      title='拍照上传'
      footer={
        <Button id='send-photos' block loading={sending !== '' || submit.isPending} onTap={send}>
          提交给药师
        </Button>
      }
    >
      <PatientsOnly what='拍照提交处方'>
        <Field
          label='处方照片'
          hint={`最多 ${MOST_IMAGES} 张，每张不超过 8 MB，支持 JPG、PNG、WebP。请拍全四角，字迹清楚`}
          required
          error={tried ? faults.photos : undefined}
        >
          <Photos photos={photos} onChange={setPhotos} onAdd={add} />
        </Field>
        {note && <Notice tone='danger'>{note}</Notice>}
        {sending && <Notice tone='info'>{sending}</Notice>}
        <PersonPicker
          chosen={person}
          onChoose={({ id }) => setPerson(id)}
          error={tried ? faults.person : undefined}
        />
        <Field label='开具医院' required error={tried ? faults.hospital : undefined}>
          <TextInput id='hospital' label='开具医院' value={hospital} onChange={setHospital} maxLength={60} />
        </Field>
        <Field
          label='开具日期'
          hint='处方当天有效，医生注明延长的最多 3 天'
          required
          error={tried ? faults.day : undefined}
        >
          <TextInput id='issued-on' label='开具日期' value={day} onChange={setDay} maxLength={10} />
        </Field>
        <Pace />
        <Notice tone='info'>
          照片会去除拍摄地点等信息后加密保存，只有您和审方药师能看。处方按规定保存五年。
        </Notice>
      </PatientsOnly>
    </PageShell>
  );
}

type PhotosProps = { photos: Photo[]; onChange: (photos: Photo[]) => void; onAdd: () => Promise<void> };

/** What was chosen so far, to be turned or left out, and room for one more. */
function Photos({ photos, onChange, onAdd }: PhotosProps) {
  return (
    <View className='photos'>
      {photos.map((photo, at) => (
        <View key={photo.path} className='photos__one'>
          <Image
            className={`photos__picture photos__picture--${photo.turns}`}
            src={photo.path}
            mode='aspectFit'
            nativeProps={{ alt: `第 ${at + 1} 张处方照片` }}
          />
          <View className='photos__acts'>
            <Button
              small
              kind='text'
              label={`旋转第 ${at + 1} 张`}
              onTap={() => onChange(turned(photos, photo.path))}
            >
              旋转
            </Button>
            <Button
              small
              kind='text'
              label={`移除第 ${at + 1} 张`}
              onTap={() => onChange(photos.filter((each) => each !== photo))}
            >
              移除
            </Button>
          </View>
        </View>
      ))}
      {photos.length < MOST_IMAGES && (
        <Tap id='add-photo' className='photos__add' label='添加照片' onTap={onAdd}>
          添加照片
        </Tap>
      )}
    </View>
  );
}
