-- The API takes no passwords, so there is nothing to switch.
alter table credential_policies drop column password_access, drop column password_grant;
