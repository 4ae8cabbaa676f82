// The installed clients. They lie outside the source tree, in the folder that install.sh makes.
import { createRequire } from 'node:module';
import { join } from 'node:path';

export const clientsFolder = process.env.REHEARSE_CLIENTS;

export const installed = createRequire(join(clientsFolder, 'package.json'));
