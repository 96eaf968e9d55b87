import { staffCommand } from './composition/staff-command.ts';

const { code, out, err } = await staffCommand(process.argv.slice(2), process.env);
if (err !== '') console.error(err);
if (out !== '') console.log(out);
process.exitCode = code;
