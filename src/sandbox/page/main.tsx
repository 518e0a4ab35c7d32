import './theme.css';
import './shell.css';
import './composer.css';
import './panel.css';
import { render } from 'preact';
import { App } from './app.tsx';
import { applyTheme, readTheme } from './shell/theme.ts';

applyTheme(readTheme());
const root = document.getElementById('page');
if (root) render(<App />, root);
