"""How a register entry is shown."""

from django import template

from netral.registry.queries import masked_nip

register = template.Library()
register.filter("nip_samar", masked_nip)
