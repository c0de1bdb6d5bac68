-- Ticket numbers go on where they were when an account is moved to another installation.
create function last_ticket_number() returns bigint
  language plpgsql security definer set search_path = pg_catalog, public
  as $$ declare last bigint; begin
    execute format('select case when is_called then last_value else 0 end from ticket_numbers.account_%s', public.current_account()) into last;
    return last;
  end $$;
-- Only ever forwards.
create function skip_ticket_numbers(up_to bigint) returns void
  language plpgsql security definer set search_path = pg_catalog, public
  as $$ begin
    if up_to > public.last_ticket_number() then
      perform setval(('ticket_numbers.account_' || public.current_account())::regclass, up_to);
    end if;
  end $$;
revoke all on function last_ticket_number(), skip_ticket_numbers(bigint) from public;
grant execute on function last_ticket_number(), skip_ticket_numbers(bigint) to custos_app;
