export const quotationsPath = '/-/admin/quotations/';

export function draftPath(id: number): string {
  return `${quotationsPath}drafts/${id}/`;
}

export function quotationPath(id: number): string {
  return `${quotationsPath}${id}/`;
}

export function changePath(id: number): string {
  return `${quotationPath(id)}change`;
}
