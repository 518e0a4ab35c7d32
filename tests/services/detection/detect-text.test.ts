import { expect, test } from 'vitest';
import { detectText } from '../../../src/services/detection/detect-text.ts';

const SENTENCES: Readonly<Record<string, string>> = {
  en: 'The council has agreed to repair the old bridge before the winter.',
  fr: 'Le conseil a décidé de réparer le vieux pont avant l’hiver.',
  de: 'Der Rat hat beschlossen, die alte Brücke noch vor dem Winter zu reparieren.',
  es: 'El consejo ha decidido reparar el viejo puente antes del invierno.',
  it: 'Il consiglio ha deciso di riparare il vecchio ponte prima dell’inverno.',
  pt: 'O conselho decidiu reparar a velha ponte antes da chegada do inverno.',
  nl: 'De gemeenteraad heeft besloten de oude brug nog voor de winter te herstellen.',
  sv: 'Kommunen har beslutat att laga den gamla bron innan vintern kommer.',
  da: 'Kommunen har besluttet, at den gamle bro skal repareres, før vinteren kommer igen.',
  nb: 'Kommunen har vedtatt at den gamle broen skal repareres etter at vinteren er over.',
  fi: 'Kaupunginvaltuusto on päättänyt korjata vanhan sillan ennen talvea.',
  pl: 'Rada postanowiła naprawić stary most jeszcze przed zimą.',
  cs: 'Zastupitelstvo rozhodlo, že starý most bude opraven ještě před zimou.',
  ro: 'Consiliul a hotărât să repare vechiul pod înainte de venirea iernii.',
  hu: 'A tanács úgy döntött, hogy a régi hidat még a tél előtt megjavítják.',
  tr: 'Belediye meclisi eski köprünün kıştan önce onarılmasına karar verdi.',
  ru: 'Городской совет решил отремонтировать старый мост до наступления зимы.',
  uk: 'Міська рада вирішила відремонтувати старий міст ще до настання зими.',
  bg: 'Общинският съвет реши да ремонтира стария мост преди зимата.',
  sr: 'Градско веће је одлучило да поправи стари мост пре него што дође зима, јер људи њиме још увек пролазе.',
  ar: 'قرر المجلس البلدي إصلاح الجسر القديم قبل حلول فصل الشتاء.',
  fa: 'شورای شهر تصمیم گرفت پل قدیمی را پیش از زمستان تعمیر کند.',
  he: 'מועצת העיר החליטה לתקן את הגשר הישן לפני החורף.',
  el: 'Το δημοτικό συμβούλιο αποφάσισε να επισκευάσει την παλιά γέφυρα.',
  ja: '市議会は冬が来る前に古い橋を修理することを決めた。',
  zh: '市议会决定在冬天来临之前修理这座旧桥。',
  'zh-Hant': '市議會決定在冬天來臨之前修理這座舊橋。',
  ko: '시의회는 겨울이 오기 전에 낡은 다리를 고치기로 했다.',
  th: 'สภาเทศบาลตัดสินใจซ่อมสะพานเก่าก่อนฤดูหนาว',
  my: 'မြို့တော်ကောင်စီက တံတားဟောင်းကို ပြင်ရန် ဆုံးဖြတ်ခဲ့သည်။',
  af: 'Die raad het besluit dat hulle die ou brug nog voor die winter sal herstel, want dit is nie meer veilig nie.',
  cy: 'Mae’r cyngor wedi penderfynu y bydd yr hen bont yn cael ei thrwsio cyn y gaeaf.',
  gl: 'O concello acordou onte que unha das pontes máis vellas non será pechada ata o verán, aínda que xa hai unha nova.',
  id: 'Pemerintah kota telah memutuskan bahwa jembatan lama akan diperbaiki karena sudah tidak aman.',
};

test.each(Object.entries(SENTENCES))('GIVEN a sentence in %s THEN that is its language', (language, text) => {
  expect(detectText(text).language).toBe(language);
});

test.each([
  ['Garden Fair Opens In Lower Harbor', 'en'],
  ['Harbor Town’s ferry fares frozen', 'en'],
  ['«Harbor Times» пишет о новом мосте', 'ru'],
  ['東京のHarbor Fair、来場者が増加', 'ja'],
  ['Harbor Group 发布新船', 'zh'],
])('GIVEN the headline %s THEN its language is %s', (headline, language) => {
  expect(detectText(headline).language).toBe(language);
});

test.each(['', '   ', '12 345 — 67 %', '🎉🎉', '\u0000', '\ud800'])('GIVEN %j THEN no language is told', (text) => {
  expect(detectText(text)).toEqual({ language: null, confidence: 0, isSure: false });
});

test('GIVEN a short title THEN it is never sure; a whole paragraph is', () => {
  expect(detectText('Le vieux pont').isSure).toBe(false);
  const paragraph = `${SENTENCES['fr']} Les habitants du quartier l’attendaient depuis longtemps.`;
  expect(detectText(paragraph)).toMatchObject({ language: 'fr', isSure: true });
  expect(detectText(paragraph).confidence).toBeGreaterThan(detectText('Le vieux pont').confidence);
});

test('GIVEN a text that goes on in another language THEN it is not sure', () => {
  const half = (tag: string) => `${SENTENCES[tag]} `.repeat(12);
  expect(detectText(half('en')).isSure).toBe(true);
  expect(detectText(half('en') + half('de')).isSure).toBe(false);
});

test('GIVEN hostile texts THEN each is answered soon', () => {
  const texts = ['a'.repeat(1_000_000), 'é'.repeat(100_000), "l'".repeat(500_000), '\u0301'.repeat(100_000)];
  const start = performance.now();
  for (const text of texts) expect(detectText(text).isSure).toBe(false);
  expect(performance.now() - start).toBeLessThan(2_000);
});
