import { hidden } from '../account/fields.ts';
import { type Html, html } from '../kit/html.ts';
import type { Asked } from './desk.ts';
import { beganWith } from './stand.ts';

export type DeskForm = {
  readonly action: string;
  readonly id?: string;
  readonly className?: string;
  /** Files go along. */
  readonly multipart?: boolean;
};

/** A form of the desk: sent by POST, with the token that shows that it is ours. */
export function deskForm(asked: Pick<Asked, 'token'> & Partial<Asked>, form: DeskForm, content: Html): Html {
  const { token, stand, request } = asked;
  const { action, id, className, multipart } = form;
  return html`<form method="post" action="${action}"${id !== undefined && html` id="${id}"`}${
    className !== undefined && html` class="${className}"`
  }${multipart && html` enctype="multipart/form-data"`}>
${hidden('token', token)}${stand && request?.path === action && beganWith(stand)}${content}</form>
`;
}

/** A button that does one thing to one thing: a form of its own. */
export function actionButton(
  asked: Pick<Asked, 'token'>,
  {
    action,
    label,
    fields = {},
    tone,
  }: {
    readonly action: string;
    readonly label: Html | string;
    readonly fields?: Readonly<Record<string, string>>;
    readonly tone?: 'plain' | 'bad';
  },
): Html {
  const inputs = Object.entries(fields).map(([name, value]) => hidden(name, value));
  return deskForm(
    asked,
    { action, className: 'inline' },
    html`${inputs}<button type="submit"${tone !== undefined && html` class="${tone}"`}>${label}</button>\n`,
  );
}
