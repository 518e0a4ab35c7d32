import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { ButtonView } from './button-view.tsx';
import { FileView } from './file-view.tsx';
import { MarkdownView } from './markdown-view.tsx';
import { GalleryView, MediaView } from './media-view.tsx';
import { cssColor, type Payload, readAll, readFlag, readNumber, readOne, readText } from './payload.ts';
import { SelectView } from './select-view.tsx';

const LARGE = 2;

/** A component of a message, by its type: https://docs.discord.com/developers/components/reference */
export function ComponentView({ component }: { component: Payload }): ComponentChildren {
  const type = readNumber(component, 'type', 0);
  switch (type) {
    case 1:
      return <div class="dc-row">{renderAll(readAll(component, 'components'))}</div>;
    case 2:
      return <ButtonView button={component} />;
    case 3:
    case 5:
    case 6:
    case 7:
    case 8:
      return <SelectView select={component} />;
    case 9:
      return <SectionView section={component} />;
    case 10:
      return <MarkdownView text={readText(component, 'content')} />;
    case 11:
      return <MediaView item={component} kind="thumbnail" />;
    case 12:
      return <GalleryView gallery={component} />;
    case 13:
      return <FileView component={component} />;
    case 14:
      return <SeparatorView separator={component} />;
    case 17:
      return <ContainerView container={component} />;
    default:
      // A newer kind than the page knows: say so rather than leave a hole.
      return <p class="dc-soft">A component of type {type}, which this page cannot show.</p>;
  }
}

function renderAll(components: readonly Payload[]) {
  return components.map((component, i) => (
    <ComponentView key={readText(component, 'custom_id') || i} component={component} />
  ));
}

function SectionView({ section }: { section: Payload }) {
  return (
    <div class="dc-section">
      <div class="dc-section-words">{renderAll(readAll(section, 'components'))}</div>
      <div class="dc-accessory">
        <ComponentView component={readOne(section, 'accessory')} />
      </div>
    </div>
  );
}

function SeparatorView({ separator }: { separator: Payload }) {
  const size = readNumber(separator, 'spacing', 1) === LARGE ? 'dc-gap-large' : 'dc-gap';
  return separator['divider'] === false ? <div class={size} /> : <hr class={size} />;
}

function ContainerView({ container }: { container: Payload }) {
  const [isShown, show] = useState(!readFlag(container, 'spoiler'));
  const color = cssColor(container['accent_color']);
  if (!isShown)
    return (
      <button type="button" class="dc-container dc-cover" onClick={() => show(true)}>
        Spoiler: show
      </button>
    );
  return (
    <div
      class={color === null ? 'dc-container' : 'dc-container dc-barred'}
      ref={(box) => {
        if (box && color !== null) box.style.setProperty('--bar', color);
      }}
    >
      {renderAll(readAll(container, 'components'))}
    </div>
  );
}
