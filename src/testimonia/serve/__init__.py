"""Stage 7: the archive on the web. One module for each job, put together in :mod:`testimonia.serve.app`."""
