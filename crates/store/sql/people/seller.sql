select seller_id, name, legal_name, inn, ogrn, country, currency, ownership_form, tax_system
from sellers where seller_id = $1
