import { md } from '../reply.ts';
import type { Words } from './en.ts';

export const helpLabels: Words['commands']['help'] = {
  name: 'hilfe',
  description: 'Was ich tue, was ich über dich speichere und wessen Arbeit das ist',
};

export const help: Words['help'] = {
  title: 'Kiosque, ein Zeitungskiosk',
  what: () =>
    md`Ich speichere Artikel, sage, wer sie herausgibt, und veröffentliche Presseschauen. Jeder Satz einer Zusammenfassung hat seinen Wortlaut zum Nachlesen.`,
  menu: () =>
    md`Auf dem Handy: Halte eine Nachricht mit einem Link gedrückt und tippe auf „Apps“, um ihn zusammenzufassen oder zu übersetzen.`,
  forManagers: 'Für alle, die diesen Server verwalten',
  pick: 'Mehr …',
  pages: { commands: 'Befehle', privacy: 'Datenschutz', licenses: 'Lizenzen' },
  reads: () =>
    md`Ich lese keine Nachrichten, außer der einen, auf die du mich aus ihrem Menü hinweist, und behalte nichts davon.`,
  keptTitle: 'Was ich über dich speichere',
  kept: () => [
    md`Die Sprache, in der du lesen willst, unter deiner Discord-ID, bis du sie vergessen lässt.`,
    md`Welchen Artikel ich dir in einem Kanal zuletzt gezeigt habe und welche du trotzdem sehen wolltest, unter einem Hashwert deiner ID mit Schlüssel.`,
    md`Was deine Aufrufe des Sprachmodells kosten, unter demselben Hashwert: So gelten die Grenzen je Mitglied.`,
    md`Deine Discord-ID neben Artikeln und Feeds, die du hinzugefügt oder entfernt hast, und Presseschauen, die du erstellt hast.`,
    md`Was du gegen die Angaben zu einem Medium schreibst und, einen Tag lang, eine Presseschau, die du gerade einrichtest, unter dem Hashwert.`,
  ],
  model: (model) =>
    model === undefined
      ? md`Es ist kein Sprachmodell angeschlossen: Kein Text verlässt diesen Bot.`
      : md`Artikel, Fragen und Wörter, die du übersetzen lässt, gehen an das Sprachmodell ${model}. Dein Name und deine ID nicht.`,
  forget: 'Meine Sprache vergessen',
  licenses: () => [
    md`Kiosque ist freie Software unter der MIT-Lizenz.`,
    md`Artikel bleiben Eigentum ihrer Verlage; jeder führt zu seinem Original.`,
    md`Was über Medien gesagt wird, stammt aus genannten Listen, etwa dem State Media Monitor; bei jedem Medium steht, aus welcher. Die Rechtshinweise stehen in der Datei NOTICE.`,
    md`Zusammenfassungen, Übersetzungen und Antworten sagen, wer sie geschrieben hat: ein Modell, ein Mensch oder der Artikel selbst.`,
  ],
};
