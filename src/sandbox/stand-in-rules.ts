import { isJson, type Json, readJson, readList, readText } from './json.ts';

/** Keys of a request as the API reference lists them; the endpoint refuses any other. */
const CHAT_KEYS = words(
  'model messages max_tokens max_completion_tokens response_format temperature top_p n stop stream seed user metadata store service_tier reasoning_effort verbosity frequency_penalty presence_penalty logit_bias logprobs top_logprobs tools tool_choice parallel_tool_calls prompt_cache_key safety_identifier',
);
const RESPONSE_KEYS = words(
  'model input instructions max_output_tokens text store reasoning service_tier temperature top_p metadata stream user tools tool_choice parallel_tool_calls previous_response_id truncation include background prompt_cache_key safety_identifier',
);

/** Keywords of JSON Schema in strict mode (https://platform.openai.com/docs/guides/structured-outputs#supported-schemas). */
const KEYWORDS = words(
  '$schema $defs $ref type description title properties required additionalProperties items anyOf enum const pattern format multipleOf minimum maximum exclusiveMinimum exclusiveMaximum minItems maxItems',
);
const MAX_DEPTH = 10;

/** Why OpenAI's endpoint would answer 400, as a sentence; undefined for a request that it takes. */
export function findRefusal(request: Json, api: 'chat' | 'responses'): string | undefined {
  const known = api === 'chat' ? CHAT_KEYS : RESPONSE_KEYS;
  const unknown = Object.keys(request).find((key) => !known.has(key));
  if (unknown !== undefined) return `Unrecognized request argument supplied: ${unknown}`;
  if (readText(request, 'model') === undefined) return 'you must provide a model parameter';
  if (request['stream'] === true) return 'This stand-in does not stream: stream is not supported.';
  if (request['max_tokens'] !== undefined && request['max_completion_tokens'] !== undefined)
    return 'Setting max_tokens and max_completion_tokens at the same time is not supported.';
  const turns = readList(request, api === 'chat' ? 'messages' : 'input');
  if (turns.length === 0 && typeof request['input'] !== 'string')
    return `Invalid '${api === 'chat' ? 'messages' : 'input'}': empty array. Expected an array with minimum length 1.`;
  return formatRefusal(request, api);
}

/** The JSON schema that the answer has to follow, wherever this API holds it. */
export function schemaOf(request: Json, api: 'chat' | 'responses'): Json | undefined {
  return readJson(formatOf(request, api), 'schema');
}

function formatOf(request: Json, api: 'chat' | 'responses'): Json | undefined {
  if (api === 'responses') return readJson(request['text'], 'format');
  return readJson(request['response_format'], 'json_schema');
}

function formatRefusal(request: Json, api: 'chat' | 'responses'): string | undefined {
  const outer = api === 'chat' ? readJson(request, 'response_format') : readJson(request['text'], 'format');
  const type = readText(outer, 'type');
  if (outer === undefined) return undefined;
  if (type !== 'json_schema')
    return type === 'json_object' || type === 'text' ? undefined : `Invalid value: '${type}'.`;
  const format = formatOf(request, api);
  const place = api === 'chat' ? 'response_format' : 'text.format';
  if (!/^[\w-]{1,64}$/.test(readText(format, 'name') ?? '')) return `Missing or invalid '${place}.name'.`;
  const schema = readJson(format, 'schema');
  if (!schema) return `Missing required parameter: '${place}.schema'.`;
  if (format?.['strict'] !== true) return undefined;
  const wrong =
    schema['type'] === 'object' ? strictFault(schema, '()', 0) : 'schema must be a JSON Schema of \'type: "object"\'';
  return wrong === undefined ? undefined : `Invalid schema for ${place} '${readText(format, 'name')}': ${wrong}`;
}

/** What strict mode refuses in a schema: every object closed, every property required, no keyword beyond its list. */
export function strictFault(node: unknown, path: string, depth: number): string | undefined {
  if (!isJson(node)) return `In context=${path}, a schema must be an object.`;
  if (depth > MAX_DEPTH) return `In context=${path}, schema exceeds the maximum nesting depth of ${MAX_DEPTH}.`;
  const keyword = Object.keys(node).find((key) => !KEYWORDS.has(key));
  if (keyword !== undefined) return `In context=${path}, '${keyword}' is not permitted.`;
  const properties = readJson(node, 'properties');
  if (node['type'] === 'object' || properties) {
    if (node['additionalProperties'] !== false)
      return `In context=${path}, 'additionalProperties' is required to be supplied and to be false.`;
    const missing = Object.keys(properties ?? {}).filter((key) => !readList(node, 'required').includes(key));
    if (missing.length > 0)
      return `In context=${path}, 'required' is required to be supplied and to be an array including every key in properties. Missing '${missing[0]}'.`;
  }
  if (node['type'] === 'array' && node['items'] === undefined) return `In context=${path}, array schema missing items.`;
  const inner: [string, unknown][] = [
    ...Object.entries(properties ?? {}),
    ...Object.entries(readJson(node, '$defs') ?? {}),
    ...readList(node, 'anyOf').map((one, i): [string, unknown] => [String(i), one]),
    ...(node['items'] === undefined ? [] : [['items', node['items']] satisfies [string, unknown]]),
  ];
  for (const [key, one] of inner) {
    const fault = strictFault(one, `${path}.${key}`, depth + 1);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}
