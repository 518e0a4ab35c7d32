import { useEffect, useRef } from 'preact/hooks';
import type { PageModal } from '../../page-protocol.ts';
import { ModalView } from '../message/modal-view.tsx';
import type { Desk } from './use-desk.ts';

/** A form of the bot, above the page until it is sent or left. */
export function ModalDialog({ desk, modal }: { desk: Desk; modal: PageModal }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, [modal.interactionId]);
  const submit = async (values: Record<string, string>) => {
    const { actor } = desk.state;
    const refusal = await desk.act({ do: 'submit', interactionId: modal.interactionId, values, actor });
    if (refusal === null) desk.closeModal();
    return refusal;
  };
  const title = modal.body['title'];
  return (
    <dialog
      ref={dialog}
      class="modal-dialog"
      aria-label={typeof title === 'string' ? title : 'Form'}
      onClose={desk.closeModal}
    >
      <ModalView modal={modal} targets={desk.state.targets} onCancel={desk.closeModal} onSubmit={submit} />
    </dialog>
  );
}
