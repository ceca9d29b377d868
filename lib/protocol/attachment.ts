import type { DataCategory } from './data-category.ts';

/** What an attachment is: `attachment_type` of its item header. */
export const ATTACHMENT_TYPES = [
  'event.attachment',
  'event.minidump',
  'event.applecrashreport',
  'event.payload',
  'event.breadcrumbs',
  'event.view_hierarchy',
  'unreal.context',
  'unreal.logs',
  'playstation.prosperodump',
  'nswitch.dying_message',
  'event.nv_gpudmp',
  'event.nv_shader_debug',
] as const;

export type AttachmentType = (typeof ATTACHMENT_TYPES)[number];

export const isAttachmentType = (value: unknown): value is AttachmentType =>
  (ATTACHMENT_TYPES as readonly unknown[]).includes(value);

/** What an attachment is counted by: its bytes, of which an empty one has 1 as well, and the item. */
export const attachmentQuantities = (bytes: number): { category: DataCategory; quantity: number }[] => [
  { category: 'attachment', quantity: Math.max(1, bytes) },
  { category: 'attachment_item', quantity: 1 },
];
