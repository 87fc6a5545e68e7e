#!/usr/bin/env node
import process from 'node:process';
import { main } from '../dist/main.js';

process.exitCode = await main(process.argv.slice(2), process);
// What was not read of standard input must not keep the process waiting for more of it.
if (process.exitCode !== 0) process.stdin.destroy();
