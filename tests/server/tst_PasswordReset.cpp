// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/accounts/AccountStore.h"
#include "server/accounts/PasswordResetService.h"
#include "server/base/WorkerPool.h"
#include "server/outbound/MailText.h"
#include "server/outbound/SmtpMailer.h"
#include "tests/support/KeptMails.h"
#include "tests/support/Problems.h"
#include "tests/support/RunAwaitable.h"
#include "tests/support/RunningServer.h"
#include "tests/support/SmtpSink.h"
#include "tests/support/TestPlatform.h"
#include "tests/support/TestRunner.h"

#include <QElapsedTimer>
#include <QTcpServer>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString oldPassword = u"a long enough one"_s;
const QString newPassword = u"quite another one, longer"_s;

struct Fixture
{
    api::SignedIn signUp(const QString &email)
    {
        return runAwaitable(accounts.registerAccount(
            origin, {email.section(u'@', 0, 0) + u" Works", std::nullopt, email, oldPassword, u"Ada Lovelace"_s}));
    }
    bool canSignIn(const QString &email, const QString &password)
    {
        return !problemOf([&] { runAwaitable(accounts.signIn(origin, {email, password, std::nullopt})); });
    }
    void forgot(const QString &email)
    {
        runAwaitable(resets.forgot({email}));
        platform.database->flush();
    }
    std::optional<ProblemCode> reset(const QString &token, const QString &password = newPassword)
    {
        return problemOf([&] { runAwaitable(resets.reset(origin, {token, password})); });
    }
    QString mailedToken() const { return postbox.mails().back().text.section(u'#', 1).section(u'\n', 0, 0); }
    Call callOf(const TenantId &tenant, UserId user, Role role) const
    {
        Identity caller;
        caller.user = user;
        caller.tenant = tenant;
        caller.role = role;
        return {.caller = caller,
                .scope = TenantScope::ofSignedIn(tenant),
                .origin = origin,
                .sink = {},
                .rpcId = {},
                .rule = {},
                .stream = {}};
    }

    TestPlatform platform;
    WorkerPool hashing{{u"hashing"_s, 2, 1000, 0, 1000}};
    AccountService accounts{*platform.database, platform.clock, hashing, Registration::Open};
    KeptMails postbox;
    PasswordResetService resets{{.database = *platform.database,
                                 .clock = platform.clock,
                                 .accounts = accounts,
                                 .mailer = &postbox,
                                 .publicUrl = [] { return u"https://tables.example.org"_s; }}};
    Origin origin{u"r"_s, u"192.0.2.7"_s, u"test"_s, {}};
};

} // namespace

class TestPasswordReset : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMailedLinkChangesThePasswordOnceAndEndsAllSignIns()
    {
        Fixture f;
        const api::SignedIn in = f.signUp(u"ada@example.org"_s);
        f.forgot(u"ADA@example.org "_s);
        QCOMPARE(f.postbox.mails().size(), size_t(1));
        QCOMPARE(f.postbox.mails().front().to, u"ada@example.org"_s);
        QVERIFY(f.postbox.mails().front().text.contains(u"https://tables.example.org/reset-password#"_s));
        const QString token = f.mailedToken();
        QVERIFY(!f.reset(token));
        QVERIFY(!f.canSignIn(u"ada@example.org"_s, oldPassword));
        QVERIFY(f.canSignIn(u"ada@example.org"_s, newPassword));
        QCOMPARE(problemOf([&] { runAwaitable(f.accounts.authenticate(in.accessToken, {})); }),
                 ProblemCode::NotSignedIn);
        QCOMPARE(problemOf([&] { runAwaitable(f.accounts.refresh(f.origin, {in.refreshToken})); }),
                 ProblemCode::NotSignedIn);
        QCOMPARE(f.reset(token, u"a third one, longer still"_s), ProblemCode::InvalidRequest);
    }

    void aLinkEndsAfterAnHour()
    {
        Fixture f;
        f.signUp(u"ada@example.org"_s);
        f.forgot(u"ada@example.org"_s);
        f.platform.clock.advance(1h + 1ms);
        QCOMPARE(f.reset(f.mailedToken()), ProblemCode::InvalidRequest);
        QVERIFY(f.canSignIn(u"ada@example.org"_s, oldPassword));
    }

    void usingOneLinkEndsTheOthers()
    {
        Fixture f;
        f.signUp(u"ada@example.org"_s);
        f.forgot(u"ada@example.org"_s);
        const QString first = f.mailedToken();
        f.forgot(u"ada@example.org"_s);
        QVERIFY(!f.reset(f.mailedToken()));
        QCOMPARE(f.reset(first, u"a third one, longer still"_s), ProblemCode::InvalidRequest);
    }

    void aWeakPasswordLeavesTheLinkUsable()
    {
        Fixture f;
        f.signUp(u"ada@example.org"_s);
        f.forgot(u"ada@example.org"_s);
        QCOMPARE(f.reset(f.mailedToken(), u"Password123!"_s), ProblemCode::InvalidRequest);
        QVERIFY(!f.reset(f.mailedToken()));
    }

    void nobodyIsToldWhetherThereIsAnAccountAndNobodyIsFlooded()
    {
        Fixture f;
        f.signUp(u"ada@example.org"_s);
        f.forgot(u"nobody@example.org"_s);
        QVERIFY(f.postbox.mails().empty());
        for (int i = 0; i < 10; ++i)
            f.forgot(u"ada@example.org"_s);
        QCOMPARE(f.postbox.mails().size(), size_t(3));
        f.platform.clock.advance(1h + 1ms);
        f.forgot(u"ada@example.org"_s);
        QCOMPARE(f.postbox.mails().size(), size_t(4));
    }

    void theTokenIsKeptAsAHashOnly()
    {
        Fixture f;
        f.signUp(u"ada@example.org"_s);
        f.forgot(u"ada@example.org"_s);
        const QByteArray token = f.mailedToken().toLatin1();
        QVERIFY(token.size() > 40);
        const QByteArray stored = f.platform.place.everythingStored();
        QVERIFY(stored.contains("ada@example.org")); // it was looked at
        QVERIFY(!stored.contains(token));
    }

    void anAdministratorMakesLinksOnlyForPeopleWithNoMoreRightsAndNoOtherOrganisation()
    {
        Fixture f;
        const api::SignedIn owner = f.signUp(u"ada@example.org"_s);
        const TenantId tenant = owner.organization.id;
        const TenantScope scope = TenantScope::ofSignedIn(tenant);
        const UserId admin = f.accounts.addMember(scope, u"admin@example.org"_s, oldPassword, u"Max"_s, Role::Admin);
        const UserId member = f.accounts.addMember(scope, u"member@example.org"_s, oldPassword, u"Mia"_s, Role::Member);
        const auto refusal = [&](Role role, UserId whom) {
            return problemOf([&] { runAwaitable(f.resets.makeLink(f.callOf(tenant, admin, role), {whom})); });
        };
        QCOMPARE(refusal(Role::Admin, owner.user.id), ProblemCode::Forbidden);
        QVERIFY(!refusal(Role::Owner, owner.user.id));
        const auto link = runAwaitable(f.resets.makeLink(f.callOf(tenant, admin, Role::Admin), {member}));
        QVERIFY(!f.reset(link.link.section(u'#', 1)));
        QVERIFY(f.canSignIn(u"member@example.org"_s, newPassword));
        // Somebody of another organisation is not there at all.
        const api::SignedIn stranger = f.signUp(u"bob@example.org"_s);
        QCOMPARE(refusal(Role::Owner, stranger.user.id), ProblemCode::NotFound);
        // Somebody who belongs to another one as well could be impersonated there.
        f.platform.database->writeNow([&](Transaction &transaction) {
            transaction.execute(TenantScope::ofSignedIn(stranger.organization.id), u"accounts/insert_membership"_s,
                                {{u"user"_s, stored(member)}, {u"role"_s, u"owner"_s}, {u"now"_s, 1}});
        });
        QCOMPARE(refusal(Role::Owner, member), ProblemCode::Forbidden);
    }

    /// Whoever chose the password of an operator would be one, over all organisations.
    void anOwnerOfAnOrganisationMakesNoLinkForAnOperator()
    {
        Fixture f;
        const api::SignedIn operating = f.signUp(u"ada@example.org"_s);
        const TenantId tenant = operating.organization.id;
        const UserId second = f.accounts.addMember(TenantScope::ofSignedIn(tenant), u"second@example.org"_s,
                                                   oldPassword, u"Max"_s, Role::Owner);
        f.platform.database->writeNow(
            [&](Transaction &transaction) { AccountStore(transaction).setOperator(operating.user.id, true); });
        Call call = f.callOf(tenant, second, Role::Owner);
        QCOMPARE(problemOf([&] { runAwaitable(f.resets.makeLink(call, {operating.user.id})); }),
                 ProblemCode::Forbidden);
        call.caller.isOperator = true;
        QVERIFY(!problemOf([&] { runAwaitable(f.resets.makeLink(call, {operating.user.id})); }));
    }

    /// One that takes the connection and says nothing.
    void aMailServerThatSaysNothingHoldsTheStopUpForAMomentOnly()
    {
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        auto mailer =
            orThrow(SmtpMailer::create({u"smtp://127.0.0.1:%1"_s.arg(silent.serverPort()), u"tables@example.org"_s}));
        QVERIFY(mailer->send([] { return std::optional(Mail{u"ada@example.org"_s, u"Hello"_s, u"A mail."_s}); }));
        bool timedOut = false;
        QVERIFY(silent.waitForNewConnection(30'000, &timedOut));
        QElapsedTimer timer;
        timer.start();
        mailer.reset();
        QVERIFY2(timer.elapsed() < 30'000, "it waited for the mail's own time limit, a minute");
    }

    void madeUpTokensAreRefused()
    {
        Fixture f;
        f.signUp(u"ada@example.org"_s);
        for (const QString &token : {u""_s, u"nonsense"_s, QString(100'000, u'x'), u"' OR '1'='1"_s})
            QCOMPARE(f.reset(token), ProblemCode::InvalidRequest);
    }

    void aServerSendsTheLinkByMail()
    {
        SmtpSink sink;
        RunningServer server([&](ServerOptions &options) {
            options.smtpUrl = sink.url();
            options.mailFrom = u"tabletalk@example.org"_s;
        });
        server.organization(u"Acme"_s);
        const RestReply asked = server.rest("POST", u"auth/password/forgot"_s, {}, {{"email", "acme@example.org"}});
        const RestReply unknown = server.rest("POST", u"auth/password/forgot"_s, {}, {{"email", "x@example.org"}});
        QCOMPARE(asked.status, 200);
        QCOMPARE(unknown.bytes, asked.bytes);
        QTRY_COMPARE_WITH_TIMEOUT(sink.mails().size(), size_t(1), 20'000);
        const SmtpSink::Kept &mail = sink.mails().front();
        QCOMPARE(mail.from, QByteArray("tabletalk@example.org"));
        QCOMPARE(mail.to, QByteArray("acme@example.org"));
        QVERIFY(mail.head.contains("Auto-Submitted: auto-generated"));
        const QString link = QString::fromUtf8(mail.text).section(u"http"_s, 1).section(u'\n', 0, 0);
        QVERIFY2(link.contains(u"/reset-password#"_s), mail.text.constData());
        const RestReply reset =
            server.rest("POST", u"auth/password/reset"_s, {},
                        {{"token", link.section(u'#', 1).toStdString()}, {"newPassword", newPassword.toStdString()}});
        QCOMPARE(reset.status, 200);
        QCOMPARE(server
                     .rest("POST", u"auth/login"_s, {},
                           {{"email", "acme@example.org"}, {"password", newPassword.toStdString()}})
                     .status,
                 200);
    }

    void noValueOfAMailEndsItsHeader()
    {
        const QByteArray text = mailText(
            {u"a@example.org\r\nBcc: b@example.org"_s, u"Hello\r\nBcc: c@example.org\r\n\r\nfirst"_s, u"text"_s},
            u"tabletalk@example.org"_s, Instant{0});
        const QByteArray head = text.left(text.indexOf("\r\n\r\n"));
        QVERIFY(!head.contains("\r\nBcc"));
        QVERIFY(!head.contains("\nBcc"));
        QCOMPARE(QByteArray::fromBase64(text.mid(head.size() + 4)), QByteArray("text"));
        for (const QString &bad : {u"a@example.org\r\nRCPT TO:<b@example.org>"_s, u"a@example.org>"_s, u"a b@c"_s,
                                   u"@example.org"_s, u"a@"_s, u"a@b,c@d"_s, QString()})
            QVERIFY2(!isMailAddress(bad), qPrintable(bad));
        QVERIFY(isMailAddress(u"jürgen@example.org"_s));
    }

    void mailServersThatAreNoneAreRefusedAtStart()
    {
        for (const QString &url : {u"http://mail.example.org"_s, u"mail.example.org"_s, u"smtp://"_s, u"file:///x"_s})
            QVERIFY2(!SmtpMailer::create({url, u"a@example.org"_s}), qPrintable(url));
        QVERIFY(!SmtpMailer::create({u"smtps://mail.example.org"_s, u"nobody"_s}));
        QVERIFY(SmtpMailer::create({u"smtps://u:p@mail.example.org"_s, u"a@example.org"_s}));
    }
};

static const bool registered = tabletalk::test::add<TestPasswordReset>();
#include "tst_PasswordReset.moc"
