import { staffCommand } from './composition/staff-command.ts';
import { readEnvironment } from './config/environment.ts';

const { code, out, err } = await staffCommand(process.argv.slice(2), readEnvironment());
if (err !== '') console.error(err);
if (out !== '') console.log(out);
process.exitCode = code;
