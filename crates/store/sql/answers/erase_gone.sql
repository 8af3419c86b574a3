update answers set text = '' where state = 'deleted' and text <> '' and edited_at < $1
