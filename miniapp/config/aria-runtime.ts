import { mergeInternalComponents } from '@tarojs/shared';
import { ariaComponents } from './aria';

// The templates number their attributes; the app must count the same ones.
mergeInternalComponents(ariaComponents);
