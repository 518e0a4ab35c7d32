import { InlineView, LinkView, MarkdownView } from './markdown-view.tsx';
import { EmbedPicture } from './media-view.tsx';
import { useShared } from './message-context.ts';
import { formatMoment, isoMoment } from './moments.ts';
import { cssColor, type Payload, readAll, readFlag, readOne, readText, safeAddress } from './payload.ts';

/** A rich embed: https://docs.discord.com/developers/resources/message#embed-object */
export function EmbedView({ embed }: { embed: Payload }) {
  const color = cssColor(embed['color']);
  const description = readText(embed, 'description');
  return (
    <div
      class="dc-embed"
      ref={(box) => {
        if (box && color !== null) box.style.setProperty('--bar', color);
      }}
    >
      <div class="dc-embed-body">
        <div class="dc-embed-words">
          <NamedLink
            name={readText(readOne(embed, 'author'), 'name')}
            url={readText(readOne(embed, 'author'), 'url')}
            kind="author"
          />
          <NamedLink name={readText(embed, 'title')} url={readText(embed, 'url')} kind="title" />
          {description !== '' && <MarkdownView text={description} />}
          <FieldsView fields={readAll(embed, 'fields')} />
        </div>
        <EmbedPicture media={embed['thumbnail']} kind="embed-thumbnail" />
      </div>
      <EmbedPicture media={embed['image']} kind="embed-image" />
      <FooterView text={readText(readOne(embed, 'footer'), 'text')} at={readText(embed, 'timestamp')} />
    </div>
  );
}

function NamedLink({ name, url, kind }: { name: string; url: string; kind: 'author' | 'title' }) {
  if (name === '') return null;
  const address = safeAddress(url);
  const words = kind === 'title' ? <InlineView text={name} isLinked={address !== null} /> : name;
  return (
    <div class={`dc-embed-${kind}`}>
      {address === null ? (
        words
      ) : (
        <LinkView url={address} title="">
          {words}
        </LinkView>
      )}
    </div>
  );
}

function FieldsView({ fields }: { fields: readonly Payload[] }) {
  if (fields.length === 0) return null;
  return (
    <dl class="dc-fields">
      {fields.map((field, i) => (
        <div key={i} class={readFlag(field, 'inline') ? 'dc-field' : 'dc-field dc-field-wide'}>
          <dt>
            <InlineView text={readText(field, 'name')} />
          </dt>
          <dd>
            <MarkdownView text={readText(field, 'value')} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function FooterView({ text, at }: { text: string; at: string }) {
  const { locale, now } = useShared();
  const atMs = Date.parse(at);
  const iso = isoMoment(atMs);
  if (text === '' && iso === null) return null;
  return (
    <div class="dc-embed-footer dc-soft">
      {text}
      {text !== '' && iso !== null && ' · '}
      {iso !== null && <time dateTime={iso}>{formatMoment(atMs, 's', { locale, now })}</time>}
    </div>
  );
}
