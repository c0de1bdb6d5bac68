-- How many processes have started: each begins to look for a free slot at another place. A process that starts within
-- seconds of another's end gives ids from the same moment on (server/platform/id-floor.ts); with the same slot as well they
-- would be the same ids.
create sequence process_starts;
grant usage on sequence process_starts to custos_app;
