// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/PasswordHash.h"
#include "server/Server.h"
#include "server/accounts/AccountRules.h"
#include "server/accounts/AccountService.h"
#include "server/accounts/SignInGuard.h"
#include "server/base/WorkerPool.h"
#include "tests/support/People.h"
#include "tests/support/Problems.h"
#include "tests/support/RunAwaitable.h"
#include "tests/support/TestPlatform.h"
#include "tests/support/TestRunner.h"

#include <QFile>
#include <QTest>

#include <set>

#include <ctime>

using namespace tabletalk;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString password = u"a long enough one"_s;

api::RegisterRequest request(const QString &email = u"ada@example.org"_s,
                             const QString &organization = u"Café Zürich"_s)
{
    return {organization, std::nullopt, email, password, u"Ada Lovelace"_s};
}

class RecordingAudit final : public AuditSink
{
public:
    void record(AuditRecord record) override { records.push_back(std::move(record)); }
    void recordRefusal(AuditRecord record) override { refusals.push_back(std::move(record)); }
    std::vector<AuditRecord> records;
    std::vector<AuditRecord> refusals;
};

struct Fixture
{
    explicit Fixture(Registration registration = Registration::Open)
        : hashing({u"hashing"_s, 2, 1000, 0, 1000})
        , accounts(std::make_unique<AccountService>(*platform.database, platform.clock, hashing, registration, &audit))
    {}

    api::SignedIn signUp(const api::RegisterRequest &r = request())
    {
        return test::runAwaitable(accounts->registerAccount(origin, r));
    }
    api::SignedIn signIn(const QString &email, const QString &pass = password,
                         const std::optional<QString> &organization = std::nullopt)
    {
        return test::runAwaitable(accounts->signIn(origin, {email, pass, organization}));
    }
    api::SignedIn refresh(const QString &token) { return test::runAwaitable(accounts->refresh(origin, {token})); }
    Identity authenticate(const QString &token)
    {
        return test::runAwaitable(accounts->authenticate(token, origin.address));
    }
    std::optional<ProblemCode> refusalOf(const QString &token)
    {
        return test::problemOf([&] { authenticate(token); });
    }
    WorkspaceId workspaceOf(const TenantId &tenant)
    {
        return platform.database->readNow([&](Transaction &transaction) {
            return transaction.selectOne(TenantScope::ofJob(tenant), u"tenants/find_profile"_s)
                ->id<WorkspaceId>(u"default_workspace_id"_s);
        });
    }

    test::TestPlatform platform;
    WorkerPool hashing;
    RecordingAudit audit;
    std::unique_ptr<AccountService> accounts;
    Origin origin{u"r"_s, u"192.0.2.7"_s, u"test"_s, {}};
};

} // namespace

class TestAccountService : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void registeringMakesAnOwnerWhoIsSignedIn()
    {
        Fixture f;
        const api::SignedIn in = f.signUp();
        QCOMPARE(in.expiresIn, 900);
        QCOMPARE(in.organization.slug, u"cafe-zurich"_s);
        QCOMPARE(in.organization.role, u"owner"_s);
        QCOMPARE(in.organizations.size(), size_t(1));
        const Identity who = f.authenticate(in.accessToken);
        QCOMPARE(who.user, in.user.id);
        QCOMPARE(who.tenant, in.organization.id);
        QCOMPARE(who.role, Role::Owner);
        QVERIFY(!f.workspaceOf(who.tenant).isNull());
        const api::AttachResponse names = test::runAwaitable(f.accounts->describeCaller(who));
        QCOMPARE(names.user.email, u"ada@example.org"_s);
        QCOMPARE(names.expiresAt, f.platform.clock.now() + 15min);
    }

    void onlyHashesOfTokensAndPasswordsAreStored()
    {
        Fixture f;
        const api::SignedIn in = f.signUp();
        f.accounts.reset();
        f.platform.database.reset();
        const QByteArray stored = f.platform.place.everythingStored();
        QVERIFY(stored.contains(request().email.toUtf8())); // it was looked at
        QVERIFY(!stored.contains(in.accessToken.toLatin1()));
        QVERIFY(!stored.contains(in.refreshToken.toLatin1()));
        QVERIFY(!stored.contains(password.toLatin1()));
    }

    void badFieldsAreAllNamed()
    {
        Fixture f;
        try {
            f.signUp({u" "_s, u"No Slug"_s, u"nobody"_s, u"short"_s, {}});
            QFAIL("was accepted");
        } catch (const Problem &problem) {
            QStringList paths;
            for (const FieldError &error : problem.errors)
                paths.append(error.path);
            QCOMPARE(paths, (QStringList{u"params.organization"_s, u"params.slug"_s, u"params.email"_s,
                                         u"params.password"_s, u"params.fullName"_s}));
        }
    }

    void aPasswordMustNotContainWhatEverybodyKnows_data()
    {
        QTest::addColumn<QString>("candidate");
        QTest::addColumn<bool>("accepted");
        QTest::newRow("good") << u"correct horse battery"_s << true;
        QTest::newRow("nine characters") << u"123456789"_s << false;
        QTest::newRow("too long") << QString(257, u'x') << false;
        QTest::newRow("mailbox") << u"xxADALOVExx"_s << false;
        QTest::newRow("organisation") << u"my acme works!"_s << false;
        QTest::newRow("often chosen") << u"Password123!"_s << false;
        QTest::newRow("keyboard") << u"qwertyuiop["_s << false;
        QTest::newRow("repeated") << QString(40, u'x') << false;
        QTest::newRow("counted") << u"12345678901234"_s << false;
        QTest::newRow("date") << u"12-31-1999"_s << false;
        QTest::newRow("own name") << u"Ada.Lovelace.1"_s << false;
        QTest::newRow("leet") << u"P@$$w0rd1234"_s << false;
        QTest::newRow("by chance") << u"kx8Qz!mP0v"_s << true;
        QTest::newRow("other scripts") << u"桜の木の下で会いましょう"_s << true;
    }
    void aPasswordMustNotContainWhatEverybodyKnows()
    {
        QFETCH(const QString, candidate);
        QFETCH(const bool, accepted);
        accounts::Errors errors;
        accounts::checkNewPassword(candidate, {{}, u"adalove@example.org"_s, u"Ada Lovelace"_s}, u"Acme"_s, u"p"_s,
                                   errors);
        QCOMPARE(errors.empty(), accepted);
    }

    void slugsAreMadeFromNames_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("slug");
        QTest::newRow("accents") << u"Café Zürich"_s << u"cafe-zurich"_s;
        QTest::newRow("punctuation") << u" -- Smith & Sons, Ltd. "_s << u"smith-sons-ltd"_s;
        QTest::newRow("long") << u"abc "_s.repeated(20) << u"abc-"_s.repeated(10).chopped(1);
        QTest::newRow("no letter of ours") << u"東京"_s << QString();
    }
    void slugsAreMadeFromNames()
    {
        QFETCH(const QString, name);
        QFETCH(const QString, slug);
        QCOMPARE(accounts::slugFrom(name), slug);
    }

    void aTakenNameGetsANumberAndATakenSlugASuggestion()
    {
        Fixture f;
        f.signUp();
        QCOMPARE(f.signUp(request(u"b@example.org"_s)).organization.slug, u"cafe-zurich-2"_s);
        auto third = request(u"c@example.org"_s);
        third.slug = u"cafe-zurich"_s;
        try {
            f.signUp(third);
            QFAIL("was accepted");
        } catch (const Problem &problem) {
            QCOMPARE(problem.code, ProblemCode::Conflict);
            QVERIFY(problem.hint.contains(u"cafe-zurich-3"_s));
        }
        QCOMPARE(test::problemOf([&] { f.signUp(request(u" ADA@example.org "_s)); }), ProblemCode::Conflict);
    }

    void manyRegistrationsOfOneAddressMakeOneAccountAndNothingElse()
    {
        Fixture f;
        boost::asio::io_context context;
        int accepted = 0;
        int refused = 0;
        std::set<QString> slugs;
        for (int i = 0; i < 12; ++i) {
            const bool sameEmail = i % 2 == 0;
            const QString email = sameEmail ? u"same@example.org"_s : u"other%1@example.org"_s.arg(i);
            boost::asio::co_spawn(context, f.accounts->registerAccount(f.origin, request(email)),
                                  [&](std::exception_ptr error, const api::SignedIn &in) {
                                      ++(error ? refused : accepted);
                                      if (!error)
                                          slugs.insert(in.organization.slug);
                                  });
        }
        context.run();
        QCOMPARE(accepted, 7);
        QCOMPARE(refused, 5);
        QCOMPARE(slugs.size(), size_t(7));
        const auto count = f.platform.database->readNow([](Transaction &transaction) {
            int tenants = 0;
            for (int i = 1; i <= 12; ++i) {
                const QString slug = i == 1 ? u"cafe-zurich"_s : u"cafe-zurich-%1"_s.arg(i);
                tenants +=
                    transaction.selectOne(PlatformScope::ofSignIn(), u"accounts/find_slug"_s, {{u"slug"_s, slug}}) ? 1
                                                                                                                   : 0;
            }
            return tenants;
        });
        QCOMPARE(count, 7); // the refused ones left no organisation behind
    }

    void aServerThatTakesNoRegistrationsSaysWhatToDo_data()
    {
        QTest::addColumn<int>("registration");
        QTest::newRow("invite") << int(Registration::Invite);
        QTest::newRow("closed") << int(Registration::Closed);
    }
    void aServerThatTakesNoRegistrationsSaysWhatToDo()
    {
        QFETCH(const int, registration);
        Fixture f{static_cast<Registration>(registration)};
        QCOMPARE(test::problemOf([&] { f.signUp(); }), ProblemCode::RegistrationClosed);
        QCOMPARE(f.accounts->createAccount(request()).organization.role, u"owner"_s);
        QCOMPARE(f.signIn(u"ada@example.org"_s).organization.slug, u"cafe-zurich"_s);
    }

    void signingInNeedsTheRightPasswordAndTellsNothingElse()
    {
        Fixture f;
        f.signUp();
        QCOMPARE(f.signIn(u"Ada@Example.org"_s).user.fullName, u"Ada Lovelace"_s);
        const auto answerTo = [&](const QString &email, const QString &pass) -> QString {
            try {
                f.signIn(email, pass);
            } catch (const Problem &problem) {
                return problem.codeName() + u'|' + problem.title + u'|' + problem.detail + u'|' + problem.hint;
            }
            return QString();
        };
        const QString wrong = answerTo(u"ada@example.org"_s, u"something else"_s);
        QVERIFY(wrong.startsWith(u"wrong_credentials"_s));
        QCOMPARE(answerTo(u"nobody@example.org"_s, password), wrong);
        QCOMPARE(answerTo(u"not an address"_s, password), wrong);
    }

    /// Both must pay for the hash: an unknown account may not answer in a fraction. In the
    /// process's own time, which a busy machine does not change.
    void unknownAccountsTakeAsLongAsKnownOnes()
    {
        Fixture f;
        f.signUp();
        const auto timeOf = [&](const QString &email) {
            qint64 best = std::numeric_limits<qint64>::max();
            for (int i = 0; i < 3; ++i) {
                const std::clock_t before = std::clock();
                test::problemOf([&] { f.signIn(email, u"something else"_s); });
                best = std::min<qint64>(best, std::clock() - before);
            }
            return static_cast<double>(best);
        };
        const double ratio = timeOf(u"nobody@example.org"_s) / timeOf(u"ada@example.org"_s);
        QVERIFY2(ratio > 0.3 && ratio < 3, qPrintable(QString::number(ratio)));
    }

    void guessingWaitsLongerEachTimeAndEndsWithTheRightPassword()
    {
        Fixture f;
        SignInGuard guard(*f.platform.database, f.platform.clock, "key");
        for (int i = 0; i < 6; ++i)
            test::runAwaitable(guard.begin(u"ada"_s, u"192.0.2.1"_s));
        QCOMPARE(test::problemOf([&] { test::runAwaitable(guard.begin(u"ada"_s, u"192.0.2.1"_s)); }),
                 ProblemCode::RateLimited);
        test::runAwaitable(guard.begin(u"ada"_s, u"192.0.2.2"_s)); // the owner, elsewhere, is not locked out
        f.platform.clock.advance(2s);
        test::runAwaitable(guard.begin(u"ada"_s, u"192.0.2.1"_s));
        f.platform.clock.advance(2s);
        QCOMPARE(test::problemOf([&] { test::runAwaitable(guard.begin(u"ada"_s, u"192.0.2.1"_s)); }),
                 ProblemCode::RateLimited);
        f.platform.clock.advance(2s);
        test::runAwaitable(guard.begin(u"ada"_s, u"192.0.2.1"_s));
        test::runAwaitable(guard.succeeded(u"ada"_s, u"192.0.2.1"_s));
        test::runAwaitable(guard.begin(u"ada"_s, u"192.0.2.1"_s));
    }

    void manyAddressesCannotLockAnAccountForLong()
    {
        Fixture f;
        SignInGuard guard(*f.platform.database, f.platform.clock, "key");
        for (int i = 0; i < 500; ++i)
            test::problemOf([&] { test::runAwaitable(guard.begin(u"ada"_s, QString::number(i))); });
        f.platform.clock.advance(1min);
        test::runAwaitable(guard.begin(u"ada"_s, u"at home"_s));
    }

    void aRestartForgivesNoGuesses()
    {
        Fixture f;
        const auto begin = [&] {
            SignInGuard guard(*f.platform.database, f.platform.clock, "key"); // of a process that begins
            test::runAwaitable(guard.begin(u"ada"_s, u"192.0.2.1"_s));
        };
        for (int i = 0; i < 6; ++i)
            begin();
        QCOMPARE(test::problemOf(begin), ProblemCode::RateLimited);
        f.platform.reopen();
        QCOMPARE(test::problemOf(begin), ProblemCode::RateLimited);
        f.platform.clock.advance(2h);
        begin();
    }

    void guessesOnSeveralServersCountTogether()
    {
        Fixture f;
        SignInGuard one(*f.platform.database, f.platform.clock, "key");
        SignInGuard two(*f.platform.database, f.platform.clock, "key");
        for (int i = 0; i < 3; ++i) {
            test::runAwaitable(one.begin(u"ada"_s, u"192.0.2.1"_s));
            test::runAwaitable(two.begin(u"ada"_s, u"192.0.2.1"_s));
        }
        QCOMPARE(test::problemOf([&] { test::runAwaitable(one.begin(u"ada"_s, u"192.0.2.1"_s)); }),
                 ProblemCode::RateLimited);
        QCOMPARE(test::problemOf([&] { test::runAwaitable(two.begin(u"ada"_s, u"192.0.2.1"_s)); }),
                 ProblemCode::RateLimited);
    }

    /// Neither who was guessed at nor, where somebody typed it into the wrong field, a password;
    /// and nobody who reads the table can find out by hashing what they suspect.
    void whoWasGuessedAtIsNotInTheDatabase()
    {
        Fixture f;
        SignInGuard guard(*f.platform.database, f.platform.clock, "key");
        test::runAwaitable(guard.begin(u"ada@example.org"_s, u"192.0.2.1"_s));
        const auto rows = test::People(f.platform).run(u"SELECT who FROM sign_in_attempts"_s);
        QCOMPARE(rows.size(), size_t(3));
        SignInGuard other(*f.platform.database, f.platform.clock, "another key");
        test::runAwaitable(other.begin(u"ada@example.org"_s, u"192.0.2.1"_s));
        const auto both = test::People(f.platform).run(u"SELECT who FROM sign_in_attempts"_s);
        QCOMPARE(both.size(), size_t(6));
        for (const auto &row : both) {
            const QString who = row[0].toString();
            QCOMPARE(who.size(), 64);
            QVERIFY(!who.contains(u"ada"_s) && !who.contains(u"192"_s));
        }
    }

    void attemptsAreBoundedAndForgotten()
    {
        Fixture f;
        constexpr int most = 100;
        SignInGuard guard(*f.platform.database, f.platform.clock, "key", most);
        const auto kept = [&] {
            return test::People(f.platform).run(u"SELECT count(*) FROM sign_in_attempts"_s)[0][0].toInt();
        };
        for (int i = 0; i < 230; ++i)
            test::runAwaitable(guard.begin(QString::number(i), u"2001:db8::%1"_s.arg(i)));
        QVERIFY2(kept() <= most + 300, qPrintable(QString::number(kept())));
        f.platform.clock.advance(59min);
        guard.prune();
        QVERIFY(kept() > 0);
        f.platform.clock.advance(2min);
        guard.prune();
        QCOMPARE(kept(), 0);
    }

    void anAccessTokenEndsAfterAQuarterOfAnHour()
    {
        Fixture f;
        const api::SignedIn in = f.signUp();
        f.platform.clock.advance(14min);
        QVERIFY(!f.refusalOf(in.accessToken));
        f.platform.clock.advance(61s);
        QCOMPARE(f.refusalOf(in.accessToken), ProblemCode::NotSignedIn);
        QCOMPARE(f.refusalOf(u"ta_made-up"_s), ProblemCode::NotSignedIn);
        QCOMPARE(f.refusalOf(QString(5000, u'x')), ProblemCode::NotSignedIn);
        QCOMPARE(f.refusalOf(in.refreshToken), ProblemCode::NotSignedIn);
    }

    void refreshingGivesNewTokensAndEndsTheOldOnes()
    {
        Fixture f;
        const api::SignedIn first = f.signUp();
        QVERIFY(!f.refusalOf(first.accessToken));
        const api::SignedIn second = f.refresh(first.refreshToken);
        QVERIFY(second.accessToken != first.accessToken);
        QCOMPARE(f.refusalOf(first.accessToken), ProblemCode::NotSignedIn);
        QCOMPARE(f.authenticate(second.accessToken).user, first.user.id);
        QCOMPARE(second.organization.id, first.organization.id);
    }

    void aRefreshTokenUsedAgainEndsItsWholeSignIn()
    {
        Fixture f;
        const api::SignedIn first = f.signUp();
        const api::SignedIn elsewhere = f.signIn(u"ada@example.org"_s);
        const api::SignedIn second = f.refresh(first.refreshToken);
        QVERIFY(!f.refusalOf(second.accessToken));
        QCOMPARE(test::problemOf([&] { f.refresh(first.refreshToken); }), ProblemCode::NotSignedIn);
        QCOMPARE(f.refusalOf(second.accessToken), ProblemCode::NotSignedIn);
        QCOMPARE(test::problemOf([&] { f.refresh(second.refreshToken); }), ProblemCode::NotSignedIn);
        QVERIFY(!f.refusalOf(elsewhere.accessToken)); // another sign-in of the same person goes on
    }

    void aRefreshTokenEndsAfterThirtyDays()
    {
        Fixture f;
        const api::SignedIn in = f.signUp();
        f.platform.clock.advance(24h * 30 + 1s);
        QCOMPARE(test::problemOf([&] { f.refresh(in.refreshToken); }), ProblemCode::NotSignedIn);
        f.accounts->pruneSessions(24h);
        QCOMPARE(test::problemOf([&] { f.refresh(in.refreshToken); }), ProblemCode::NotSignedIn);
    }

    void signingOutWorksAtOnceThoughTheIdentityWasJustVerified()
    {
        Fixture f;
        const api::SignedIn in = f.signUp();
        const Identity who = f.authenticate(in.accessToken);
        test::runAwaitable(f.accounts->signOut(who));
        QCOMPARE(f.refusalOf(in.accessToken), ProblemCode::NotSignedIn);
        QCOMPARE(test::problemOf([&] { f.refresh(in.refreshToken); }), ProblemCode::NotSignedIn);
    }

    void aNewPasswordEndsAllOtherSignIns()
    {
        Fixture f;
        const api::SignedIn here = f.signUp();
        const api::SignedIn there = f.signIn(u"ada@example.org"_s);
        const Identity who = f.authenticate(here.accessToken);
        QVERIFY(!f.refusalOf(there.accessToken));
        const QString fresh = u"another good one"_s;
        const auto change = [&](const QString &current, const QString &next) {
            test::runAwaitable(f.accounts->changePassword(who, f.origin, {current, next}));
        };
        QCOMPARE(test::problemOf([&] { change(u"wrong password"_s, fresh); }), ProblemCode::WrongCredentials);
        QCOMPARE(test::problemOf([&] { change(password, u"short"_s); }), ProblemCode::InvalidRequest);
        change(password, fresh);
        QVERIFY(!f.refusalOf(here.accessToken));
        QCOMPARE(f.refusalOf(there.accessToken), ProblemCode::NotSignedIn);
        QCOMPARE(test::problemOf([&] { f.signIn(u"ada@example.org"_s); }), ProblemCode::WrongCredentials);
        f.signIn(u"ada@example.org"_s, fresh);
    }

    void meCanBeReadAndRenamed()
    {
        Fixture f;
        const Identity who = f.authenticate(f.signUp().accessToken);
        QCOMPARE(test::runAwaitable(f.accounts->updateMe(who, {u" Countess "_s})).user.fullName, u"Countess"_s);
        QCOMPARE(test::runAwaitable(f.accounts->me(who)).user.fullName, u"Countess"_s);
        QCOMPARE(test::problemOf([&] { test::runAwaitable(f.accounts->updateMe(who, {QString()})); }),
                 ProblemCode::InvalidRequest);
    }

    void aMemberOfSeveralOrganisationsGetsTheOneTheyAskForOrUsedLast()
    {
        Fixture f;
        const api::SignedIn own = f.signUp();
        const api::SignedIn other = f.signUp(request(u"b@example.org"_s, u"Other"_s));
        f.platform.clock.advance(1s);
        f.platform.database->writeNow([&](Transaction &transaction) {
            transaction.execute(TenantScope::ofJob(other.organization.id), u"accounts/insert_membership"_s,
                                {{u"user"_s, stored(own.user.id)},
                                 {u"role"_s, u"viewer"_s},
                                 {u"now"_s, stored(f.platform.clock.now())}});
        });
        const QString email = u"ada@example.org"_s;
        QCOMPARE(f.signIn(email).organization.id, own.organization.id);
        const api::SignedIn chosen = f.signIn(email, password, u"other"_s);
        QCOMPARE(chosen.organization.id, other.organization.id);
        QCOMPARE(chosen.organization.role, u"viewer"_s);
        QCOMPARE(chosen.organizations.size(), size_t(2));
        QCOMPARE(f.authenticate(chosen.accessToken).role, Role::Viewer);
        QCOMPARE(f.signIn(email).organization.id, other.organization.id);
        QCOMPARE(f.signIn(email, password, own.organization.id.toString()).organization.id, own.organization.id);
        QCOMPARE(test::problemOf([&] { f.signIn(email, password, u"unknown"_s); }), ProblemCode::Forbidden);
    }

    void theLocalOwnerSignsInWithoutAPasswordAndNobodyElseAsThem()
    {
        Fixture f(Registration::Closed);
        const api::SignedIn first = f.accounts->signInOwner(u"My organization"_s);
        const api::SignedIn second = f.accounts->signInOwner(u"My organization"_s);
        QCOMPARE(second.user.id, first.user.id);
        QCOMPARE(second.organization.id, first.organization.id);
        QCOMPARE(f.authenticate(second.accessToken).role, Role::Owner);
        QVERIFY(f.authenticate(second.accessToken).isOperator); // whose computer it is runs the server
        QCOMPARE(test::problemOf([&] { f.signIn(first.user.email, QString()); }), ProblemCode::WrongCredentials);
    }

    void membersCanBeAdded()
    {
        Fixture f;
        const TenantScope scope = TenantScope::ofJob(f.signUp().organization.id);
        const UserId viewer = f.accounts->addMember(scope, u"V@example.org"_s, password, u"Vera"_s, Role::Viewer);
        const api::SignedIn in = f.signIn(u"v@example.org"_s);
        QCOMPARE(in.user.id, viewer);
        QCOMPARE(in.organization.role, u"viewer"_s);
        const auto again = [&] { f.accounts->addMember(scope, u"v@example.org"_s, password, u"Vera"_s, Role::Viewer); };
        QCOMPARE(test::problemOf(again), ProblemCode::Conflict);
    }

    void anApiKeyActsAsItsCreatorUntilItIsRevoked()
    {
        Fixture f;
        const Identity who = f.authenticate(f.signUp().accessToken);
        const WorkspaceId workspace = f.workspaceOf(who.tenant);
        const TenantScope scope = TenantScope::ofSignedIn(who.tenant);
        const auto key = test::runAwaitable(f.accounts->createApiKey(who, {workspace, u"ci"_s}));
        QVERIFY(key.key.startsWith(u"tt_"_s) && key.key.startsWith(key.prefix));
        const Identity robot = f.authenticate(key.key);
        QCOMPARE(robot.user, who.user);
        QCOMPARE(robot.role, Role::Owner);
        QVERIFY(robot.session.isNull());
        QCOMPARE(robot.apiKeyId, key.id.toString());
        QCOMPARE(test::problemOf([&] { test::runAwaitable(f.accounts->signOut(robot)); }), ProblemCode::Forbidden);

        const auto list = test::runAwaitable(f.accounts->listApiKeys(scope, {workspace, {}, {}}));
        QCOMPARE(list.items.size(), size_t(1));
        QCOMPARE(list.items[0].prefix, key.prefix);
        test::runAwaitable(f.accounts->revokeApiKey(scope, {workspace, key.id}));
        QCOMPARE(f.refusalOf(key.key), ProblemCode::NotSignedIn);
        QVERIFY(test::runAwaitable(f.accounts->listApiKeys(scope, {workspace, {}, {}})).items.empty());
        const auto again = [&] { test::runAwaitable(f.accounts->revokeApiKey(scope, {workspace, key.id})); };
        QCOMPARE(test::problemOf(again), ProblemCode::NotFound);
    }

    void keysAndWorkspacesOfOthersDoNotExist()
    {
        Fixture f;
        const Identity who = f.authenticate(f.signUp().accessToken);
        const Identity other = f.authenticate(f.signUp(request(u"b@example.org"_s, u"Other"_s)).accessToken);
        const WorkspaceId workspace = f.workspaceOf(who.tenant);
        const TenantScope otherScope = TenantScope::ofSignedIn(other.tenant);
        const auto key = test::runAwaitable(f.accounts->createApiKey(who, {workspace, u"ci"_s}));
        QCOMPARE(test::problemOf([&] { test::runAwaitable(f.accounts->createApiKey(other, {workspace, u"x"_s})); }),
                 ProblemCode::NotFound);
        QCOMPARE(test::problemOf([&] { test::runAwaitable(f.accounts->listApiKeys(otherScope, {workspace, {}, {}})); }),
                 ProblemCode::NotFound);
        QCOMPARE(
            test::problemOf([&] { test::runAwaitable(f.accounts->revokeApiKey(otherScope, {workspace, key.id})); }),
            ProblemCode::NotFound);
        QVERIFY(!f.refusalOf(key.key));
    }

    void signInsAndTheirRefusalsAreAudited()
    {
        Fixture f;
        const api::SignedIn in = f.signUp();
        f.signIn(u"ada@example.org"_s);
        test::problemOf([&] { f.signIn(u"ada@example.org"_s, u"something else"_s); });
        test::problemOf([&] { f.signIn(u"nobody@example.org"_s); });
        f.refresh(in.refreshToken);
        test::problemOf([&] { f.refresh(in.refreshToken); });
        QStringList lines;
        for (const AuditRecord &record : f.audit.records) {
            QCOMPARE(record.caller.tenant, in.organization.id);
            QCOMPARE(record.origin.address, f.origin.address);
            lines.append(record.action + u' ' + record.outcome);
        }
        QCOMPARE(lines, (QStringList{u"auth.register ok"_s, u"auth.login ok"_s, u"auth.login wrong_credentials"_s,
                                     u"auth.refresh not_signed_in"_s}));
    }

    void keysAreListedInPagesNewestFirst()
    {
        Fixture f;
        const Identity who = f.authenticate(f.signUp().accessToken);
        const WorkspaceId workspace = f.workspaceOf(who.tenant);
        const TenantScope scope = TenantScope::ofSignedIn(who.tenant);
        for (int i = 0; i < 5; ++i) {
            f.platform.clock.advance(1s);
            test::runAwaitable(f.accounts->createApiKey(who, {workspace, QString::number(i)}));
        }
        QStringList names;
        std::optional<QString> cursor;
        do {
            const auto page = test::runAwaitable(f.accounts->listApiKeys(scope, {workspace, 2, cursor}));
            for (const api::ApiKey &key : page.items)
                names.append(key.name);
            cursor = page.nextCursor;
        } while (cursor);
        QCOMPARE(names, (QStringList{u"4"_s, u"3"_s, u"2"_s, u"1"_s, u"0"_s}));
    }
};

static const bool registered = tabletalk::test::add<TestAccountService>();
#include "tst_AccountService.moc"
