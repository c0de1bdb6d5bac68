-- Since when an admin asks for a new password: the one there is lets nobody in before it is replaced.
alter table passwords add column new_required_at timestamptz;
