// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/tenants/LogoImage.h"
#include "server/tenants/TenantTables.h"
#include "tests/support/RunningServer.h"
#include "tests/support/TestRunner.h"

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
namespace json = boost::json;

namespace {

void withBaseDomain(ServerOptions &options)
{
    options.baseDomain = u"example.org"_s;
    options.registration = Registration::Open;
    options.rates.probe = {1000, 1000};
}

/// A PNG as far as its header says, which is all that is looked at.
QByteArray png(quint32 width, quint32 height)
{
    QByteArray bytes("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR", 16);
    for (const quint32 number : {width, height}) {
        for (int shift = 24; shift >= 0; shift -= 8)
            bytes += char(number >> shift);
    }
    return bytes + QByteArray(9, '\1');
}

QByteArray jpeg(quint16 width, quint16 height)
{
    QByteArray bytes("\xFF\xD8\xFF\xE0\x00\x04xx\xFF\xC0\x00\x0B\x08", 13);
    for (const quint16 number : {height, width})
        bytes += QByteArray(1, char(number >> 8)) + char(number & 0xFF);
    return bytes + QByteArray(6, '\1');
}

/// The files of a tar archive, by name.
QHash<QString, QByteArray> filesOf(const QByteArray &tar)
{
    QHash<QString, QByteArray> files;
    for (qsizetype at = 0; at + 512 <= tar.size() && tar[at] != '\0';) {
        const QString name = QString::fromLatin1(tar.constData() + at);
        const qsizetype size = tar.mid(at + 124, 11).toLongLong(nullptr, 8);
        files.insert(name, tar.mid(at + 512, size));
        at += 512 + (size + 511) / 512 * 512;
    }
    return files;
}

/// Reads the platform database beside the server.
class Rows
{
public:
    explicit Rows(const RunningServer &server)
        : m_connection(server.connectToPlatform())
    {}

    QStringList texts(const QString &sql)
    {
        QStringList list;
        for (const auto &row : orThrow(m_connection->query(sql)))
            list << row.front().toString();
        return list;
    }
    qint64 count(const QString &table, const TenantId &tenant)
    {
        return texts(u"SELECT COUNT(*) FROM %1 WHERE tenant_id = '%2'"_s.arg(table, tenant.toString()))
            .value(0)
            .toLongLong();
    }

private:
    std::unique_ptr<PlatformConnection> m_connection;
};

} // namespace

/// Organisations as a whole, over the wire.
class TestOrganizations : public QObject
{
    Q_OBJECT

private:
    static RestReply registerAt(RunningServer &server, const char *name, const char *slug, const char *email)
    {
        json::object request{
            {"organization", name}, {"email", email}, {"password", "correct horse battery"}, {"fullName", "Somebody"}};
        if (slug)
            request["slug"] = slug;
        return server.rest("POST", u"auth/register"_s, {}, request);
    }

    /// One question asked of one database, so that most tables have rows.
    static void useEverything(RunningServer &server, const QString &token)
    {
        const QString database = server.connectShop(token);
        QCOMPARE(server
                     .rest("POST", u"chat/query"_s, token,
                           {{"databaseId", database.toStdString()}, {"question", "How many customers are there?"}})
                     .status,
                 200);
        QCOMPARE(
            server
                .rest("POST", u"chat/run"_s, token,
                      {{"databaseId", database.toStdString()}, {"sql", "SELECT * FROM customers, orders LIMIT 20000"}})
                .status,
            200);
        QCOMPARE(server.rest("POST", u"teams"_s, token, {{"name", "Team"}}).status, 201);
        QCOMPARE(server.rest("POST", u"invitations"_s, token, {{"role", "viewer"}}).status, 201);
        const QString workspace = server.rest("GET", u"tenant"_s, token).text("defaultWorkspaceId");
        QCOMPARE(server.rest("POST", u"workspaces/%1/api-keys"_s.arg(workspace), token, {{"name", "Key"}}).status, 201);
    }

private Q_SLOTS:
    void shortNamesAreCheckedByEverybody()
    {
        RunningServer server(withBaseDomain);
        QCOMPARE(registerAt(server, "Microsoft", "microsoft", "a@example.org").status, 201);
        const auto check = [&](const char *slug) {
            return server.rest("GET", u"organizations/available?slug="_s + QString::fromUtf8(slug), {});
        };
        QVERIFY(check("acme").body.at("available").as_bool());
        QCOMPARE(check("microsoft").text("reason"), u"taken"_s);
        QCOMPARE(check("microsoft").text("suggestion"), u"microsoft-2"_s);
        QCOMPARE(check("rnicr0soft").text("reason"), u"looks_like_another"_s);
        QCOMPARE(check("adm1n").text("reason"), u"reserved"_s);
        for (const char *bad : {"Acme", "a--b", "xn--cme-8cd", "аcme", ""})
            QCOMPARE(check(bad).text("reason"), u"malformed"_s);
    }

    void askingForNamesIsSlowedDown()
    {
        RunningServer server;
        int refused = 0;
        for (int i = 0; i < 40; ++i)
            refused += server.rest("GET", u"organizations/available?slug=a%1"_s.arg(i), {}).status == 429 ? 1 : 0;
        QVERIFY(refused > 0 && refused < 40);
    }

    void namesThatDeceiveAreNotRegistered()
    {
        RunningServer server(withBaseDomain);
        QCOMPARE(registerAt(server, "Paypal", "paypal", "a@example.org").status, 201);
        QCOMPARE(registerAt(server, "Paypai", "paypa1", "b@example.org").status, 409);
        QCOMPARE(registerAt(server, "Admin", "admin", "b@example.org").status, 422);
        QCOMPARE(registerAt(server, "X", "pаypal", "b@example.org").status, 422);
        // All or nothing: the refused account does not exist.
        QCOMPARE(registerAt(server, "Other", "other", "b@example.org").status, 201);
        // Made from a name, it is another one.
        const RestReply made = registerAt(server, "Support", nullptr, "c@example.org");
        QCOMPARE(textOf(made.body.at("organization").at("slug")), u"support-2"_s);
    }

    void anOrganisationIsFoundByItsHostName()
    {
        RunningServer server(withBaseDomain);
        QCOMPARE(registerAt(server, "Acme Ltd", "acme", "a@example.org").status, 201);
        const auto here = [&](const QByteArray &host) { return server.restAt(host, "GET", u"organizations/here"_s); };
        QCOMPARE(here("acme.example.org").text("name"), u"Acme Ltd"_s);
        QCOMPARE(here("ACME.Example.Org:8080").text("slug"), u"acme"_s);
        QCOMPARE(here("nobody.example.org").status, 404);
        QCOMPARE(here("example.org").status, 404);
        for (const char *trick : {"acme.example.org.evil.com", "evil.com", "a.acme.example.org", "acmeexample.org",
                                  "www.example.org", "127.0.0.evil", "acme.example.org:80:90", "x@acme.example.org"})
            QVERIFY2(here(trick).status == 403, trick);
        // Signing in there means that organisation.
        const json::object login{{"email", "a@example.org"}, {"password", "correct horse battery"}};
        QCOMPARE(server.restAt("acme.example.org", "POST", u"auth/login"_s, {}, login).status, 200);
        QCOMPARE(registerAt(server, "Other", "other", "o@example.org").status, 201);
        QCOMPARE(server.restAt("other.example.org", "POST", u"auth/login"_s, {}, login).status, 403);
    }

    void aDomainLeadsSomewhereOnceItIsConfirmed()
    {
        RunningServer server(withBaseDomain);
        const api::SignedIn owner = server.organization(u"Owner"_s);
        const api::SignedIn operatorOf = server.organization(u"Operator"_s);
        const auto ask = [&](const char *domain, const api::SignedIn &by) {
            return server.rest("PUT", u"tenant"_s, by.accessToken, {{"customDomain", domain}});
        };
        for (const char *bad : {"example.org", "x.example.org", "127.0.0.1", "localhost", "a b.com", "bücher.example"})
            QCOMPARE(ask(bad, owner).status, 422);
        QCOMPARE(ask("Data.Acme.com", owner).text("customDomain"), u"data.acme.com"_s);
        QCOMPARE(ask("data.acme.com", operatorOf).code(), u"conflict"_s);
        const auto status = [&] { return server.restAt("data.acme.com", "GET", u"organizations/here"_s).status; };
        QCOMPARE(status(), 403);

        const QString path = u"admin/tenants/%1/confirm-domain"_s.arg(owner.organization.id.toString());
        const json::object body{{"domain", "data.acme.com"}};
        QCOMPARE(server.rest("POST", path, owner.accessToken, body).status, 403);
        QVERIFY(server.server().accounts().setOperator(u"operator@example.org"_s, true));
        server.server().accounts().forgetTenant(operatorOf.organization.id);
        QCOMPARE(server.rest("POST", path, operatorOf.accessToken, {{"domain", "other.com"}}).status, 404);
        QCOMPARE(server.rest("POST", path, operatorOf.accessToken, body).status, 200);
        QCOMPARE(status(), 200);
        // Another name has to be confirmed anew.
        QVERIFY(!ask("data2.acme.com", owner).body.at("domainConfirmed").as_bool());
    }

    void theProfileHasColoursAndALogo()
    {
        RunningServer server;
        const QString token = server.organization(u"Owner"_s).accessToken;
        const auto update = [&](const json::object &change) { return server.rest("PUT", u"tenant"_s, token, change); };
        QCOMPARE(update({{"primaryColor", "#1A2b3C"}}).text("primaryColor"), u"#1a2b3c"_s);
        QCOMPARE(update({{"primaryColor", "red"}}).status, 422);
        QCOMPARE(update({{"accentColor", "#fff;background:url(x)"}}).status, 422);
        QCOMPARE(update({{"accentColor", "#ffffff"}}).text("primaryColor"), u"#1a2b3c"_s);

        const auto setLogo = [&](const QByteArray &bytes) {
            return server.rest("PUT", u"tenant/logo"_s, token, {{"content", bytes.toBase64().toStdString()}});
        };
        QCOMPARE(server.rest("GET", u"tenant/logo"_s, token).status, 404);
        QCOMPARE(setLogo(png(64, 64)).status, 200);
        QCOMPARE(server.rest("GET", u"tenant/logo"_s, token).text("mediaType"), u"image/png"_s);
        QCOMPARE(setLogo(jpeg(64, 32)).status, 200);
        QCOMPARE(server.rest("GET", u"tenant/logo"_s, token).text("mediaType"), u"image/jpeg"_s);
        QCOMPARE(setLogo("<svg onload='alert(1)'/>").status, 422);
        QCOMPARE(setLogo("GIF89a").status, 422);
        QCOMPARE(setLogo(png(4000, 10)).status, 422);
        QCOMPARE(setLogo(png(64, 64) + QByteArray(300 * 1024, 'x')).status, 413);
        QCOMPARE(server.rest("PUT", u"tenant/logo"_s, token, {{"content", "***"}}).status, 422);
        QCOMPARE(server.rest("GET", u"tenant/logo"_s, token).text("mediaType"), u"image/jpeg"_s);
        QCOMPARE(server.rest("DELETE", u"tenant/logo"_s, token).status, 200);
        QCOMPARE(server.rest("GET", u"tenant/logo"_s, token).status, 404);
    }

    void picturesAreKnownByTheirBytes()
    {
        QCOMPARE(LogoImage::of(png(3, 5))->height, 5);
        QCOMPARE(LogoImage::of(jpeg(3, 5))->width, 3);
        for (qsizetype cut = 0; cut < 20; ++cut) {
            QVERIFY(!LogoImage::of(png(3, 5).left(cut)));
            QVERIFY(!LogoImage::of(jpeg(3, 5).left(std::min<qsizetype>(cut, 16))));
        }
        QVERIFY(!LogoImage::of(png(0, 5)));
    }

    void anAccountWorksInSeveralOrganisations()
    {
        RunningServer server;
        const api::SignedIn owner = server.organization(u"Owner"_s);
        const api::SignedIn other = server.organization(u"Other"_s);
        const RestReply made = server.rest("POST", u"organizations"_s, owner.accessToken, {{"name", "Second"}});
        QCOMPARE(made.status, 201);
        QCOMPARE(made.text("role"), u"owner"_s);
        const auto change = [&](const QString &id) {
            return server.rest("POST", u"organizations/%1/switch"_s.arg(id), owner.accessToken);
        };
        const RestReply there = change(made.text("id"));
        QCOMPARE(there.status, 200);
        QCOMPARE(server.rest("GET", u"tenant"_s, there.text("accessToken")).text("name"), u"Second"_s);
        QCOMPARE(server.rest("GET", u"tenant"_s, owner.accessToken).text("name"), u"Owner"_s);
        QCOMPARE(change(other.organization.id.toString()).status, 404);

        const auto personal = [&] { return server.rest("POST", u"organizations/personal"_s, owner.accessToken); };
        const QString id = personal().text("id");
        QVERIFY(!id.isEmpty());
        QCOMPARE(personal().text("id"), id);
        const QString mine = change(id).text("accessToken");
        QVERIFY(server.rest("GET", u"tenant"_s, mine).body.at("personal").as_bool());
        QCOMPARE(server.rest("POST", u"invitations"_s, mine, {{"role", "viewer"}}).code(), u"conflict"_s);
        QVERIFY(server.rest("POST", u"organizations/personal"_s, other.accessToken).text("id") != id);
    }

    void aClosedOrganisationSaysWhy()
    {
        RunningServer server;
        const api::SignedIn owner = server.organization(u"Owner"_s);
        const QString admin = server.member(owner, u"admin@example.net"_s, Role::Admin);
        const QString token = owner.accessToken;
        QCOMPARE(server.rest("POST", u"tenant/close"_s, admin, {{"reason", "Holidays"}}).status, 403);
        QCOMPARE(server.rest("POST", u"tenant/close"_s, token, {{"reason", " "}}).status, 422);
        QCOMPARE(server.rest("POST", u"tenant/close"_s, token, {{"reason", "Holidays"}}).status, 200);
        const RestReply refused = server.rest("GET", u"tenant/databases"_s, admin);
        QCOMPARE(refused.status, 403);
        QCOMPARE(refused.code(), u"organization_closed"_s);
        QCOMPARE(refused.text("detail"), u"Holidays"_s);
        QVERIFY(!refused.text("hint").isEmpty());
        // Its people can still look where else they belong, and sign out.
        QCOMPARE(server.rest("GET", u"organizations"_s, admin).status, 200);
        QCOMPARE(server.rest("GET", u"tenant"_s, admin).text("statusReason"), u"Holidays"_s);
        QCOMPARE(server.rest("POST", u"tenant/reopen"_s, admin).status, 403);
        QCOMPARE(server.rest("POST", u"tenant/reopen"_s, token).status, 200);
        QCOMPARE(server.rest("GET", u"tenant/databases"_s, admin).status, 200);
    }

    void whatTheOperatorSuspendsTheOwnerDoesNotOpen()
    {
        RunningServer server;
        const api::SignedIn owner = server.organization(u"Owner"_s);
        const api::SignedIn platform = server.organization(u"Platform"_s);
        const QString path = u"admin/tenants/"_s + owner.organization.id.toString();
        const json::object reason{{"reason", "Unpaid"}};
        QCOMPARE(server.rest("POST", path + u"/suspend"_s, platform.accessToken, reason).status, 403);
        QCOMPARE(server.rest("GET", u"admin/tenants"_s, platform.accessToken).status, 403);
        server.server().accounts().setOperator(u"platform@example.org"_s, true);
        server.server().accounts().forgetTenant(platform.organization.id);
        QCOMPARE(server.rest("GET", u"admin/tenants"_s, platform.accessToken).body.at("items").as_array().size(),
                 size_t(2));
        QCOMPARE(server.rest("POST", path + u"/suspend"_s, platform.accessToken, reason).text("status"),
                 u"suspended"_s);
        QCOMPARE(server.rest("GET", u"conversations"_s, owner.accessToken).text("detail"), u"Unpaid"_s);
        QCOMPARE(server.rest("POST", u"tenant/reopen"_s, owner.accessToken).code(), u"organization_closed"_s);
        QCOMPARE(server.rest("POST", path + u"/reactivate"_s, platform.accessToken).status, 200);
        QCOMPARE(server.rest("GET", u"conversations"_s, owner.accessToken).status, 200);
        const QString nobody = u"admin/tenants/%1/suspend"_s.arg(QUuid::createUuid().toString(QUuid::WithoutBraces));
        QCOMPARE(server.rest("POST", nobody, platform.accessToken, reason).status, 404);
        // An operator's API key is for their organisation, not for the server.
        const QString workspace = server.rest("GET", u"tenant"_s, platform.accessToken).text("defaultWorkspaceId");
        const QString key =
            server.rest("POST", u"workspaces/%1/api-keys"_s.arg(workspace), platform.accessToken, {{"name", "Key"}})
                .text("key");
        QCOMPARE(server.rest("GET", u"admin/tenants"_s, key).status, 403);
    }

    void theArchiveHoldsEverythingButSecrets()
    {
        RunningServer server;
        const api::SignedIn owner = server.organization(u"Owner"_s);
        const api::SignedIn other = server.organization(u"Other"_s);
        const QString token = owner.accessToken;
        useEverything(server, token);
        useEverything(server, other.accessToken);
        const QString admin = server.member(owner, u"admin@example.net"_s, Role::Admin);
        QCOMPARE(server.rest("POST", u"tenant/export"_s, admin).status, 403);
        const RestReply reply = server.rest("POST", u"tenant/export"_s, token);
        QCOMPARE(reply.status, 200);
        const QByteArray tar = QByteArray::fromBase64(reply.text("content").toLatin1());
        const auto files = filesOf(tar);
        for (const TenantTable &table : tenantTables())
            QCOMPARE(files.contains(QString::fromLatin1(table.name) + u".jsonl"_s), !table.notExported);
        for (const char *name : {"tenants", "workspaces", "memberships", "connections", "conversations", "messages",
                                 "teams", "invitations", "api_keys", "audit"})
            QVERIFY2(!files.value(QString::fromLatin1(name) + u".jsonl"_s).isEmpty(), name);
        for (const QByteArray &lines : files) {
            for (const QByteArray &line : lines.split('\n')) {
                if (!line.isEmpty())
                    QVERIFY(json::parse({line.constData(), size_t(line.size())}).is_object());
            }
        }
        QVERIFY(tar.contains("How many customers are there?"));
        for (const char *secret : {"_hash", "sealed", "wrapped"})
            QVERIFY2(!tar.contains(secret), secret);
        QVERIFY(!tar.contains(token.toLatin1()));
        QVERIFY(!tar.contains(other.organization.id.toString().toLatin1()));
        QVERIFY(!tar.contains("Owner of Other"));
    }

    void everyTableOfAnOrganisationIsKnown()
    {
        RunningServer server;
        QStringList known;
        for (const TenantTable &table : tenantTables())
            known << QString::fromLatin1(table.name);
        known.sort();
        QCOMPARE(known, server.tenantTables());
    }

    void deletingLeavesNothing()
    {
        RunningServer server;
        const api::SignedIn owner = server.organization(u"Owner"_s);
        const api::SignedIn other = server.organization(u"Other"_s);
        const QString token = owner.accessToken;
        useEverything(server, token);
        useEverything(server, other.accessToken);
        const auto files = [&] { return QDir(server.spoolDirectory()).entryList({u"*.rows"_s}, QDir::Files).size(); };
        QVERIFY(files() >= 2);
        const qsizetype filesBefore = files();

        const auto remove = [&](const QString &by, const QString &confirm) {
            return server.rest("POST", u"tenant/delete"_s, by, {{"confirm", confirm.toStdString()}});
        };
        const QString admin = server.member(owner, u"admin@example.net"_s, Role::Admin);
        QCOMPARE(remove(admin, owner.organization.slug).status, 403);
        QCOMPARE(remove(token, other.organization.slug).status, 422);
        QCOMPARE(server.rest("GET", u"tenant/stats"_s, token).status, 200);
        int filled = 0;
        for (const QString &table : server.tenantTables())
            filled += Rows(server).count(table, owner.organization.id) > 0 ? 1 : 0;
        QVERIFY(filled >= 14);
        QVERIFY(Rows(server).count(u"data_keys"_s, owner.organization.id) > 0);
        const qint64 othersMessages = Rows(server).count(u"messages"_s, other.organization.id);

        const RestReply removed = remove(token, owner.organization.slug);
        QVERIFY2(removed.status == 200, qPrintable(removed.text("detail")));
        for (const QString &table : server.tenantTables())
            QVERIFY2(Rows(server).count(table, owner.organization.id) == 0, qPrintable(table));
        QVERIFY(Rows(server).texts(u"SELECT id FROM tenants"_s) == QStringList(other.organization.id.toString()));
        QCOMPARE(files(), filesBefore - 1);
        QCOMPARE(server.rest("GET", u"tenant"_s, token).status, 401);
        // The others have all of theirs, and the account lives on.
        QCOMPARE(Rows(server).count(u"messages"_s, other.organization.id), othersMessages);
        QCOMPARE(server.rest("GET", u"conversations"_s, other.accessToken).body.at("items").as_array().size(),
                 size_t(2));
        QVERIFY(Rows(server).texts(u"SELECT email FROM users"_s).contains(u"owner@example.org"_s));
        const RestReply again = server.rest("POST", u"auth/login"_s, {},
                                            {{"email", "owner@example.org"}, {"password", "correct horse battery"}});
        QCOMPARE(again.status, 200);
        QVERIFY(server.rest("GET", u"tenant"_s, again.text("accessToken")).body.at("personal").as_bool());
    }
};

static const bool registered = tabletalk::test::add<TestOrganizations>();
#include "tst_Organizations.moc"
