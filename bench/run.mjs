// All benchmarks, one after the other. Exits 1 where a limit is passed.
import './start-up.mjs';
import './many-files.mjs';
import './big-file.mjs';
import './durable.mjs';
import './history.mjs';
import './hook.mjs';
