import { z } from 'zod';

/** The bridge's pretence of main parses with zod, which compiles parsers where a page has no policy against it. */
z.config({ jitless: true });
