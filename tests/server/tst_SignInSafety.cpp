// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Clock.h"
#include "server/accounts/SignInGuard.h"
#include "tests/support/Problems.h"
#include "tests/support/RunAwaitable.h"
#include "tests/support/RunningServer.h"
#include "tests/support/TestPlatform.h"
#include "tests/support/TestRunner.h"

#include <QElapsedTimer>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
namespace json = boost::json;

namespace {

constexpr int guesses = 10'000;

/// How many of that many guesses, one a second, are let through to the password.
int letThrough(const std::function<QString(int)> &account, const std::function<QString(int)> &address)
{
    TestPlatform platform;
    SignInGuard guard(*platform.database, platform.clock, "key");
    int through = 0;
    for (int i = 0; i < guesses; ++i) {
        if (!problemOf([&] { runAwaitable(guard.begin(account(i), address(i))); }))
            ++through;
        platform.clock.advance(1s);
    }
    return through;
}

qint64 medianOf(std::vector<qint64> times)
{
    std::ranges::sort(times);
    return times[times.size() / 2];
}

} // namespace

/// What somebody finds who guesses, on the guard and on a whole server.
class TestSignInSafety : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<RunningServer> m_server;

    RestReply login(const QString &email, const QString &password)
    {
        return m_server->rest("POST", u"auth/login"_s, {},
                              {{"email", email.toStdString()}, {"password", password.toStdString()}});
    }
    api::SignedIn signedIn(const QString &email, const QString &password = u"correct horse battery"_s)
    {
        const RestReply reply = login(email, password);
        api::SignedIn in;
        in.accessToken = reply.text("accessToken");
        in.refreshToken = reply.text("refreshToken");
        return in;
    }

private Q_SLOTS:
    void init() { m_server = std::make_unique<RunningServer>(); }
    void cleanup() { m_server.reset(); }

    void tenThousandGuessesFromOneAddressAtOneAccountGetNowhere()
    {
        const int through = letThrough([](int) { return u"ada"_s; }, [](int) { return u"192.0.2.1"_s; });
        QVERIFY2(through <= 30, qPrintable(QString::number(through)));
    }

    void tenThousandGuessesFromAsManyAddressesGetNowhere()
    {
        const int through = letThrough([](int) { return u"ada"_s; }, [](int i) { return QString::number(i); });
        QVERIFY2(through <= 250, qPrintable(QString::number(through)));
    }

    void onePasswordTriedAtTenThousandAccountsGetsNowhere()
    {
        const int through = letThrough([](int i) { return QString::number(i); }, [](int) { return u"192.0.2.1"_s; });
        QVERIFY2(through <= 100, qPrintable(QString::number(through)));
    }

    void theServerRefusesGuessesWithATimeToWait()
    {
        m_server->organization(u"Acme"_s);
        RestReply last;
        for (int i = 0; i < 12 && last.status != 429; ++i)
            last = login(u"acme@example.org"_s, u"guess %1"_s.arg(i));
        QCOMPARE(last.status, 429);
        QVERIFY(last.body.at("retryAfterSeconds").as_int64() >= 1);
        // The right password waits as well: otherwise the refusal would tell.
        QCOMPARE(login(u"acme@example.org"_s, u"correct horse battery"_s).status, 429);
    }

    /// The same words and (within what a busy machine allows) the same time. Without the hash
    /// for nobody, the answer would come a hundred times faster.
    void anUnknownAccountAnswersLikeAWrongPassword()
    {
        constexpr int rounds = 2; // below what the guard slows down, for an account and for the address
        std::vector<qint64> known;
        std::vector<qint64> unknown;
        for (int account = 0; account < 4; ++account) {
            const QString name = u"Acme%1"_s.arg(account);
            m_server->organization(name);
            for (int i = 0; i < rounds; ++i) {
                QElapsedTimer timer;
                timer.start();
                const RestReply wrong = login(name.toLower() + u"@example.org", u"not the password"_s);
                known.push_back(timer.nsecsElapsed());
                timer.restart();
                const RestReply nobody = login(u"nobody%1@example.org"_s.arg(account), u"not the password"_s);
                unknown.push_back(timer.nsecsElapsed());
                QCOMPARE(wrong.status, 401);
                QCOMPARE(nobody.status, 401);
                auto a = wrong.body;
                auto b = nobody.body;
                a.as_object().erase("requestId");
                b.as_object().erase("requestId");
                QCOMPARE(json::serialize(b), json::serialize(a));
            }
        }
        const double ratio = double(medianOf(unknown)) / double(medianOf(known));
        QVERIFY2(ratio > 0.4 && ratio < 2.5, qPrintable(QString::number(ratio)));
    }

    void signInsAreListedAndEndedOneByOne()
    {
        m_server->organization(u"Acme"_s);
        const auto here = signedIn(u"acme@example.org"_s);
        const auto there = signedIn(u"acme@example.org"_s);
        QVERIFY(!here.accessToken.isEmpty() && !there.accessToken.isEmpty());
        const RestReply list = m_server->rest("GET", u"auth/sessions"_s, here.accessToken);
        QCOMPARE(list.status, 200);
        const auto &items = list.body.at("items").as_array();
        QCOMPARE(items.size(), size_t(3)); // with the one that registering made
        QString other;
        int current = 0;
        for (const auto &item : items) {
            QCOMPARE(textOf(item.at("organization")), u"Acme"_s);
            current += item.at("current").as_bool() ? 1 : 0;
            if (!item.at("current").as_bool() && textOf(item.at("client")) != u"operator")
                other = textOf(item.at("id"));
        }
        QCOMPARE(current, 1);
        QVERIFY(!other.isEmpty());
        QCOMPARE(m_server->rest("DELETE", u"auth/sessions/"_s + other, here.accessToken).status, 200);
        QCOMPARE(m_server->rest("GET", u"auth/me"_s, there.accessToken).status, 401);
        QCOMPARE(
            m_server->rest("POST", u"auth/refresh"_s, {}, {{"refreshToken", there.refreshToken.toStdString()}}).status,
            401);
        QCOMPARE(m_server->rest("GET", u"auth/me"_s, here.accessToken).status, 200);
        QCOMPARE(m_server->rest("DELETE", u"auth/sessions/"_s + other, here.accessToken).status, 404);
    }

    void aSignInOfAnotherPersonIsNotThere()
    {
        const auto acme = m_server->organization(u"Acme"_s);
        const auto other = m_server->organization(u"Other"_s);
        const auto list = m_server->rest("GET", u"auth/sessions"_s, other.accessToken);
        const QString id = textOf(list.body.at("items").at(0).at("id"));
        QCOMPARE(m_server->rest("DELETE", u"auth/sessions/"_s + id, acme.accessToken).status, 404);
        QCOMPARE(m_server->rest("GET", u"auth/me"_s, other.accessToken).status, 200);
    }

    void attemptsToSignInAreListedForTheirPerson()
    {
        const auto acme = m_server->organization(u"Acme"_s);
        login(u"acme@example.org"_s, u"wrong"_s);
        login(u"nobody@example.org"_s, u"wrong"_s);
        login(u"acme@example.org"_s, u"correct horse battery"_s);
        const auto outcomes = [&] {
            QStringList all;
            const auto history = m_server->rest("GET", u"auth/history"_s, acme.accessToken);
            for (const auto &item : history.body.at("items").as_array())
                all << textOf(item.at("outcome"));
            return all;
        };
        QTRY_COMPARE_WITH_TIMEOUT(outcomes(), (QStringList{u"ok"_s, u"wrong_credentials"_s, u"ok"_s}), 30'000);
        const auto first = m_server->rest("GET", u"auth/history?limit=1"_s, acme.accessToken);
        const auto second =
            m_server->rest("GET", u"auth/history?limit=1&cursor="_s + first.text("nextCursor"), acme.accessToken);
        QCOMPARE(textOf(second.body.at("items").at(0).at("outcome")), u"wrong_credentials"_s);
        QCOMPARE(textOf(second.body.at("items").at(0).at("address")), u"127.0.0.1"_s);
    }

    void changingThePasswordEndsTheOtherSignIns()
    {
        m_server->organization(u"Acme"_s);
        const auto here = signedIn(u"acme@example.org"_s);
        const auto there = signedIn(u"acme@example.org"_s);
        const auto change = [&](const char *password) {
            return m_server->rest("POST", u"auth/password/change"_s, here.accessToken,
                                  {{"currentPassword", "correct horse battery"}, {"newPassword", password}});
        };
        QCOMPARE(change("Password123!").status, 422);
        QCOMPARE(change("quite another one, longer").status, 200);
        QCOMPARE(m_server->rest("GET", u"auth/me"_s, here.accessToken).status, 200);
        QCOMPARE(m_server->rest("GET", u"auth/me"_s, there.accessToken).status, 401);
    }

    void aClosedServerRegistersNobody_data()
    {
        QTest::addColumn<int>("mode");
        QTest::newRow("invite") << int(Registration::Invite);
        QTest::newRow("closed") << int(Registration::Closed);
    }
    void aClosedServerRegistersNobody()
    {
        QFETCH(int, mode);
        RunningServer closed([&](ServerOptions &options) { options.registration = Registration(mode); });
        const auto reply = closed.rest("POST", u"auth/register"_s, {},
                                       {{"organization", "Acme"},
                                        {"email", "acme@example.org"},
                                        {"password", "correct horse battery"},
                                        {"fullName", "A"}});
        QCOMPARE(reply.code(), u"registration_closed"_s);
        QCOMPARE(closed
                     .rest("POST", u"auth/login"_s, {},
                           {{"email", "acme@example.org"}, {"password", "correct horse battery"}})
                     .status,
                 401);
    }
};

static const bool registered = tabletalk::test::add<TestSignInSafety>();
#include "tst_SignInSafety.moc"
