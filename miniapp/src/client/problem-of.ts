export { problemOf } from '@xinglin/shared/kernel/calling';
