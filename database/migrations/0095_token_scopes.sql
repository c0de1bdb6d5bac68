-- What a token may be used for. Null: everything its owner may do, as every token made before there were scopes.
alter table api_tokens add column scopes text[];
