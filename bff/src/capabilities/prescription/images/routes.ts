import * as contract from '@xinglin/shared/prescription/images';
import { route, type Route } from '../../../kernel/http.ts';
import type { Deps } from '../ports.ts';
import { getImage, listImages } from './links.ts';
import { submitImages } from './submit-images.ts';
import { transcribePrescription } from './transcribe.ts';
import { uploadImage } from './upload-image.ts';

export const imageRoutes = (deps: Deps): Route[] => [
  route(contract.uploadPrescriptionImage, uploadImage(deps)),
  route(contract.submitPrescriptionImages, submitImages(deps)),
  route(contract.listPrescriptionImages, listImages(deps)),
  route(contract.getPrescriptionImage, getImage(deps)),
  route(contract.transcribePrescription, transcribePrescription(deps)),
];
