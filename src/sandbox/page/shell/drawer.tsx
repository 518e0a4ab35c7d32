import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** A side of the page on a narrow window: a modal dialog, so that the focus stays in it and Escape closes it. */
export function Drawer(props: {
  label: string;
  side: 'left' | 'right';
  isOpen: boolean;
  onClose: () => void;
  children: ComponentChildren;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (props.isOpen) dialog.current?.showModal();
    else dialog.current?.close();
  }, [props.isOpen]);
  return (
    <dialog
      ref={dialog}
      class="drawer"
      data-side={props.side}
      aria-label={props.label}
      onClose={props.onClose}
      // A press beside the drawer lands on the dialog itself.
      onClick={(event) => event.target === dialog.current && props.onClose()}
    >
      {props.isOpen && (
        <div class="drawer-body">
          <button type="button" class="quiet-button drawer-close" onClick={props.onClose}>
            Close
          </button>
          {props.children}
        </div>
      )}
    </dialog>
  );
}
