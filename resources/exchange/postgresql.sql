-- The common archive of briefbuilder on PostgreSQL 15 or newer.
--
-- Run it once, as a superuser, in a database of its own:
--
--     createdb briefbuilder
--     psql -v ON_ERROR_STOP=1 -d briefbuilder -f postgresql.sql
--
-- Running it again changes nothing that is there, and brings an older archive up to date. Then say who may do what:
--
--     CREATE ROLE weber LOGIN;                                     one role for each desk
--     \password weber
--     SELECT briefbuilder.add_group('press');                      a group is a set of dossiers
--     SELECT briefbuilder.add_dossier('press', 'daily review');
--     SELECT briefbuilder.set_rights('press', 'weber', 'write');   'none', 'read', 'write' or 'purge'
--
-- Desks can add batches and pieces in their own name and read those of their groups. They can change and delete none,
-- but for what `blank_batch` and `remove_piece` allow after something was removed for good.

BEGIN;
SET LOCAL search_path = pg_catalog;
SET LOCAL client_min_messages = warning;

DO $$
BEGIN
    IF current_setting('server_version_num')::integer < 150000 THEN
        RAISE EXCEPTION 'The common archive needs PostgreSQL 15 or newer.';
    END IF;
    -- Everything belongs to the first; every desk is a member of the second. Nobody logs in as either.
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'briefbuilder_owner') THEN
        CREATE ROLE briefbuilder_owner NOLOGIN;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'briefbuilder_desk') THEN
        CREATE ROLE briefbuilder_desk NOLOGIN;
    END IF;
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO briefbuilder_desk', current_database());
    -- A desk whose line breaks in the middle of a transaction must not hold the others up.
    EXECUTE format('ALTER DATABASE %I SET idle_in_transaction_session_timeout = ''60s''', current_database());
END $$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
CREATE SCHEMA IF NOT EXISTS briefbuilder AUTHORIZATION briefbuilder_owner;
SET LOCAL ROLE briefbuilder_owner;


-- Who may do what ----------------------------------------------------------------------------------------------------

CREATE TABLE IF NOT EXISTS briefbuilder.groups (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL UNIQUE CHECK (name ~ '^[^[:cntrl:]]{1,100}$')
);

CREATE TABLE IF NOT EXISTS briefbuilder.dossiers (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL UNIQUE CHECK (name ~ '^[^[:cntrl:]]{1,100}$'),
    group_id integer NOT NULL REFERENCES briefbuilder.groups
);

-- Whoever is a member of a group may read its dossiers. `may_purge` is the right to blank what others have sent.
CREATE TABLE IF NOT EXISTS briefbuilder.members (
    member name NOT NULL,
    group_id integer NOT NULL REFERENCES briefbuilder.groups,
    may_write boolean NOT NULL,
    may_purge boolean NOT NULL,
    PRIMARY KEY (member, group_id)
);

-- `session_user` is who logged in. It stays the same in functions that run with the owner's rights.
CREATE OR REPLACE FUNCTION briefbuilder.dossiers_to_read() RETURNS SETOF integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT dossiers.id FROM briefbuilder.dossiers JOIN briefbuilder.members USING (group_id)
    WHERE members.member = session_user
$$;

CREATE OR REPLACE FUNCTION briefbuilder.dossiers_to_write() RETURNS SETOF integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT dossiers.id FROM briefbuilder.dossiers JOIN briefbuilder.members USING (group_id)
    WHERE members.member = session_user AND members.may_write
$$;

CREATE OR REPLACE FUNCTION briefbuilder.dossiers_to_purge() RETURNS SETOF integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT dossiers.id FROM briefbuilder.dossiers JOIN briefbuilder.members USING (group_id)
    WHERE members.member = session_user AND members.may_purge
$$;


-- Batches of acts ----------------------------------------------------------------------------------------------------

CREATE SEQUENCE IF NOT EXISTS briefbuilder.batch_numbers AS bigint;

-- A batch is named by a hash of what its acts say, and says on which batches it builds (`past`). The server reads neither
-- the body nor its words: it may be encrypted. `digest` is the SHA-256 of the body as it lies here.
CREATE TABLE IF NOT EXISTS briefbuilder.batches (
    dossier_id integer NOT NULL REFERENCES briefbuilder.dossiers,
    name bytea NOT NULL CHECK (octet_length(name) = 32),
    number bigint NOT NULL,
    past bytea[] NOT NULL CHECK (cardinality(past) <= 10001 AND array_position(past, NULL) IS NULL),
    desk text NOT NULL CHECK (char_length(desk) <= 2000),
    body bytea NOT NULL,
    digest bytea NOT NULL,
    sent_by name NOT NULL DEFAULT session_user,
    sent_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    blanked_by name,
    blanked_at timestamptz,
    PRIMARY KEY (dossier_id, name),
    UNIQUE (dossier_id, number),
    CONSTRAINT batch_digest CHECK (sha256(body) = digest),
    CONSTRAINT batch_size CHECK (octet_length(body) BETWEEN 1 AND 33558528)
);
-- Bodies are compressed already.
ALTER TABLE briefbuilder.batches ALTER COLUMN body SET STORAGE EXTERNAL;

-- Numbers a batch and refuses it where one that it builds on is missing.
CREATE OR REPLACE FUNCTION briefbuilder.accept_batch() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    missing bytea;
BEGIN
    IF NEW.dossier_id NOT IN (SELECT briefbuilder.dossiers_to_write()) THEN
        RAISE insufficient_privilege USING MESSAGE = 'no right to write into this dossier';
    END IF;
    -- Without this lock, a lower number could be committed after a higher one, and a desk that asks for what came since a
    -- number would never see it. It is held until the end of the transaction.
    PERFORM FROM briefbuilder.dossiers WHERE id = NEW.dossier_id FOR NO KEY UPDATE;
    SELECT wanted INTO missing FROM unnest(NEW.past) AS wanted
        WHERE NOT EXISTS (
            SELECT FROM briefbuilder.batches WHERE batches.dossier_id = NEW.dossier_id AND batches.name = wanted
        ) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'BB001', MESSAGE = 'missing batch ' || encode(missing, 'hex');
    END IF;
    NEW.number := nextval('briefbuilder.batch_numbers');
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER accept_batch BEFORE INSERT ON briefbuilder.batches
    FOR EACH ROW EXECUTE FUNCTION briefbuilder.accept_batch();

-- Replaces the body of a batch from which something was removed for good. A desk may do so with what it sent itself; only
-- members with the right to purge may do so with what others sent. Returns whether the body was replaced.
CREATE OR REPLACE FUNCTION briefbuilder.blank_batch(dossier integer, batch bytea, blanked bytea) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    UPDATE briefbuilder.batches
        SET body = blanked, digest = sha256(blanked), blanked_by = session_user, blanked_at = clock_timestamp()
        WHERE dossier_id = dossier AND name = batch AND digest <> sha256(blanked) AND (
            sent_by = session_user AND dossier IN (SELECT briefbuilder.dossiers_to_write())
            OR dossier IN (SELECT briefbuilder.dossiers_to_purge())
        );
    RETURN FOUND;
END $$;


-- Pieces: texts, originals, pictures -----------------------------------------------------------------------------------

-- A piece lies in parts of at most 1 MiB, which are added in one transaction.
CREATE TABLE IF NOT EXISTS briefbuilder.pieces (
    dossier_id integer NOT NULL REFERENCES briefbuilder.dossiers,
    name bytea NOT NULL CHECK (octet_length(name) = 32),
    part integer NOT NULL,
    parts integer NOT NULL,
    body bytea NOT NULL,
    digest bytea NOT NULL,
    sent_by name NOT NULL DEFAULT session_user,
    sent_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (dossier_id, name, part),
    CONSTRAINT piece_digest CHECK (sha256(body) = digest),
    CONSTRAINT piece_size CHECK (octet_length(body) <= 1048576 AND part >= 0 AND part < parts AND parts <= 320)
);
ALTER TABLE briefbuilder.pieces ALTER COLUMN body SET STORAGE EXTERNAL;

-- Removes a piece for good, under the same rights as `blank_batch`.
CREATE OR REPLACE FUNCTION briefbuilder.remove_piece(dossier integer, piece bytea) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    DELETE FROM briefbuilder.pieces
        WHERE dossier_id = dossier AND name = piece AND (
            sent_by = session_user AND dossier IN (SELECT briefbuilder.dossiers_to_write())
            OR dossier IN (SELECT briefbuilder.dossiers_to_purge())
        );
    RETURN FOUND;
END $$;


-- Full-text search -----------------------------------------------------------------------------------------------------

-- The rules by which the words of a language are reduced to their stems; 'simple' for languages without any.
CREATE OR REPLACE FUNCTION briefbuilder.configuration_of(language text) RETURNS regconfig
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CASE lower(split_part(replace(language, '_', '-'), '-', 1))
        WHEN 'ar' THEN 'arabic' WHEN 'ca' THEN 'catalan' WHEN 'da' THEN 'danish' WHEN 'de' THEN 'german'
        WHEN 'el' THEN 'greek' WHEN 'en' THEN 'english' WHEN 'es' THEN 'spanish' WHEN 'eu' THEN 'basque'
        WHEN 'fi' THEN 'finnish' WHEN 'fr' THEN 'french' WHEN 'ga' THEN 'irish' WHEN 'hi' THEN 'hindi'
        WHEN 'hu' THEN 'hungarian' WHEN 'hy' THEN 'armenian' WHEN 'id' THEN 'indonesian' WHEN 'it' THEN 'italian'
        WHEN 'lt' THEN 'lithuanian' WHEN 'nb' THEN 'norwegian' WHEN 'ne' THEN 'nepali' WHEN 'nl' THEN 'dutch'
        WHEN 'nn' THEN 'norwegian' WHEN 'no' THEN 'norwegian' WHEN 'pt' THEN 'portuguese' WHEN 'ro' THEN 'romanian'
        WHEN 'ru' THEN 'russian' WHEN 'sr' THEN 'serbian' WHEN 'sv' THEN 'swedish' WHEN 'ta' THEN 'tamil'
        WHEN 'tr' THEN 'turkish' WHEN 'yi' THEN 'yiddish' ELSE 'simple' END::regconfig
$$;

-- Articles that desks offer to the search. They are copies for finding, which their sender may replace.
CREATE TABLE IF NOT EXISTS briefbuilder.articles (
    dossier_id integer NOT NULL REFERENCES briefbuilder.dossiers,
    article text NOT NULL CHECK (char_length(article) BETWEEN 1 AND 200),
    title text NOT NULL CHECK (char_length(title) <= 2000),
    outlet text NOT NULL CHECK (char_length(outlet) <= 500),
    day date CHECK (day BETWEEN '0001-01-01' AND '9999-12-31'),
    language text NOT NULL CHECK (char_length(language) <= 40),
    body text NOT NULL CONSTRAINT article_size CHECK (char_length(body) <= 250000),
    digest bytea NOT NULL CHECK (octet_length(digest) = 32),
    sent_by name NOT NULL DEFAULT session_user,
    sent_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    words tsvector NOT NULL GENERATED ALWAYS AS (
        setweight(to_tsvector(briefbuilder.configuration_of(language), title), 'A')
        || to_tsvector(briefbuilder.configuration_of(language), body)
    ) STORED,
    PRIMARY KEY (dossier_id, article)
);
CREATE INDEX IF NOT EXISTS articles_words ON briefbuilder.articles USING gin (words);

-- Finds articles of all dossiers that the desk may read, or of one of them. The rights are checked here and not by row
-- security, under which PostgreSQL cannot use the index of words. Words found stand between the characters U+E000 and
-- U+E001.
CREATE OR REPLACE FUNCTION briefbuilder.search_articles(query text, wanted text, most integer)
RETURNS TABLE (dossier text, article text, title text, outlet text, day date, language text, snippet text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    anywhere tsquery;
BEGIN
    IF char_length(query) > 500 THEN
        RAISE program_limit_exceeded USING MESSAGE = 'the query is too long';
    END IF;
    -- What the query means in any of the languages finds candidates by the index; what it means in its own decides.
    SELECT string_agg(DISTINCT '(' || asked::text || ')', '|')::tsquery INTO anywhere
        FROM pg_ts_config, websearch_to_tsquery(pg_ts_config.oid::regconfig, query) AS asked
        WHERE cfgnamespace = 'pg_catalog'::regnamespace AND numnode(asked) > 0;
    RETURN QUERY
        WITH found AS (
            SELECT articles.*, dossiers.name AS dossier_name, own, ts_rank(articles.words, own) AS rank
                FROM briefbuilder.articles
                JOIN briefbuilder.dossiers ON dossiers.id = articles.dossier_id
                CROSS JOIN LATERAL websearch_to_tsquery(briefbuilder.configuration_of(articles.language), query) AS own
                WHERE articles.words @@ anywhere AND articles.words @@ own
                    AND articles.dossier_id IN (SELECT briefbuilder.dossiers_to_read())
                    AND (wanted IS NULL OR dossiers.name = wanted)
                ORDER BY rank DESC, articles.day DESC NULLS LAST, articles.article
                LIMIT least(greatest(most, 1), 200)
        )
        SELECT found.dossier_name, found.article, found.title, found.outlet, found.day, found.language,
            ts_headline(
                briefbuilder.configuration_of(found.language), found.body, found.own,
                'StartSel=' || chr(57344) || ', StopSel=' || chr(57345)
                || ', MaxFragments=2, MinWords=8, MaxWords=24, FragmentDelimiter=" … "'
            )
            FROM found ORDER BY found.rank DESC, found.day DESC NULLS LAST, found.article;
END $$;


-- Rights ---------------------------------------------------------------------------------------------------------------

-- The version of this file, which a desk compares with the one that it knows.
CREATE OR REPLACE FUNCTION briefbuilder.version() RETURNS integer
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS 'SELECT 1';

-- For administrators.
CREATE OR REPLACE FUNCTION briefbuilder.add_group(group_name text) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, pg_temp
AS $$ INSERT INTO briefbuilder.groups (name) VALUES (group_name) ON CONFLICT DO NOTHING $$;

CREATE OR REPLACE FUNCTION briefbuilder.add_dossier(group_name text, dossier_name text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    INSERT INTO briefbuilder.dossiers (name, group_id)
        SELECT dossier_name, groups.id FROM briefbuilder.groups WHERE groups.name = group_name;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'There is no group "%". Add it with briefbuilder.add_group.', group_name;
    END IF;
END $$;

CREATE OR REPLACE FUNCTION briefbuilder.set_rights(group_name text, role_name name, rights text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    of_group integer := (SELECT groups.id FROM briefbuilder.groups WHERE groups.name = group_name);
BEGIN
    IF of_group IS NULL THEN
        RAISE EXCEPTION 'There is no group "%". Add it with briefbuilder.add_group.', group_name;
    ELSIF rights NOT IN ('none', 'read', 'write', 'purge') THEN
        RAISE EXCEPTION 'Rights are none, read, write or purge, not "%".', rights;
    END IF;
    DELETE FROM briefbuilder.members WHERE member = role_name AND group_id = of_group;
    IF rights <> 'none' THEN
        EXECUTE format('GRANT briefbuilder_desk TO %I', role_name);
        INSERT INTO briefbuilder.members VALUES (role_name, of_group, rights <> 'read', rights = 'purge');
    ELSIF NOT EXISTS (SELECT FROM briefbuilder.members WHERE member = role_name) THEN
        EXECUTE format('REVOKE briefbuilder_desk FROM %I', role_name);
    END IF;
END $$;

ALTER TABLE briefbuilder.groups ENABLE ROW LEVEL SECURITY;
ALTER TABLE briefbuilder.members ENABLE ROW LEVEL SECURITY;
ALTER TABLE briefbuilder.dossiers ENABLE ROW LEVEL SECURITY;
ALTER TABLE briefbuilder.batches ENABLE ROW LEVEL SECURITY;
ALTER TABLE briefbuilder.pieces ENABLE ROW LEVEL SECURITY;
ALTER TABLE briefbuilder.articles ENABLE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS read_dossiers ON briefbuilder.dossiers;
CREATE POLICY read_dossiers ON briefbuilder.dossiers FOR SELECT TO briefbuilder_desk
    USING (id IN (SELECT briefbuilder.dossiers_to_read()));

DROP POLICY IF EXISTS read_batches ON briefbuilder.batches;
CREATE POLICY read_batches ON briefbuilder.batches FOR SELECT TO briefbuilder_desk
    USING (dossier_id IN (SELECT briefbuilder.dossiers_to_read()));
DROP POLICY IF EXISTS add_batches ON briefbuilder.batches;
CREATE POLICY add_batches ON briefbuilder.batches FOR INSERT TO briefbuilder_desk
    WITH CHECK (sent_by = session_user AND dossier_id IN (SELECT briefbuilder.dossiers_to_write()));

DROP POLICY IF EXISTS read_pieces ON briefbuilder.pieces;
CREATE POLICY read_pieces ON briefbuilder.pieces FOR SELECT TO briefbuilder_desk
    USING (dossier_id IN (SELECT briefbuilder.dossiers_to_read()));
DROP POLICY IF EXISTS add_pieces ON briefbuilder.pieces;
CREATE POLICY add_pieces ON briefbuilder.pieces FOR INSERT TO briefbuilder_desk
    WITH CHECK (sent_by = session_user AND dossier_id IN (SELECT briefbuilder.dossiers_to_write()));

DROP POLICY IF EXISTS read_articles ON briefbuilder.articles;
CREATE POLICY read_articles ON briefbuilder.articles FOR SELECT TO briefbuilder_desk
    USING (dossier_id IN (SELECT briefbuilder.dossiers_to_read()));
DROP POLICY IF EXISTS add_articles ON briefbuilder.articles;
CREATE POLICY add_articles ON briefbuilder.articles FOR INSERT TO briefbuilder_desk
    WITH CHECK (sent_by = session_user AND dossier_id IN (SELECT briefbuilder.dossiers_to_write()));
DROP POLICY IF EXISTS remove_articles ON briefbuilder.articles;
CREATE POLICY remove_articles ON briefbuilder.articles FOR DELETE TO briefbuilder_desk
    USING (
        sent_by = session_user AND dossier_id IN (SELECT briefbuilder.dossiers_to_write())
        OR dossier_id IN (SELECT briefbuilder.dossiers_to_purge())
    );

REVOKE ALL ON ALL TABLES IN SCHEMA briefbuilder FROM PUBLIC, briefbuilder_desk;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA briefbuilder FROM PUBLIC, briefbuilder_desk;
GRANT USAGE ON SCHEMA briefbuilder TO briefbuilder_desk;
GRANT SELECT (id, name) ON briefbuilder.dossiers TO briefbuilder_desk;
GRANT SELECT ON briefbuilder.batches, briefbuilder.pieces, briefbuilder.articles TO briefbuilder_desk;
GRANT INSERT (dossier_id, name, past, desk, body, digest) ON briefbuilder.batches TO briefbuilder_desk;
GRANT INSERT (dossier_id, name, part, parts, body, digest) ON briefbuilder.pieces TO briefbuilder_desk;
GRANT INSERT (dossier_id, article, title, outlet, day, language, body, digest) ON briefbuilder.articles TO briefbuilder_desk;
GRANT DELETE ON briefbuilder.articles TO briefbuilder_desk;
GRANT EXECUTE ON FUNCTION
    briefbuilder.version(),
    briefbuilder.dossiers_to_read(),
    briefbuilder.dossiers_to_write(),
    briefbuilder.dossiers_to_purge(),
    briefbuilder.blank_batch(integer, bytea, bytea),
    briefbuilder.remove_piece(integer, bytea),
    briefbuilder.configuration_of(text),
    briefbuilder.search_articles(text, text, integer)
    TO briefbuilder_desk;

COMMIT;
