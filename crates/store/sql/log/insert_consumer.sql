insert into consumers (name, batch, seq) values ($1, 0, 0) on conflict (name) do nothing
