#!/usr/bin/env python
"""Django's command line, for developers; officers and operators use `netral`."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "netral.config.settings")
    execute_from_command_line(sys.argv)
