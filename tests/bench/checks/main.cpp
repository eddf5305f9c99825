// SPDX-License-Identifier: GPL-3.0-or-later
//
// What it costs to find out who asks, for which organisation, from where, and whether they
// may: an operation through the dispatcher, beside its handler called directly. And what it costs
// to count a question, within the transaction that ends its answer.
#include "core/base/Clock.h"
#include "core/base/Uuid7.h"
#include "server/Server.h"
#include "server/accounts/AccountService.h"
#include "server/accounts/AccountStore.h"
#include "server/accounts/PasswordResetService.h"
#include "server/accounts/SessionStore.h"
#include "server/accounts/accounts_operations.h"
#include "server/api/Dispatcher.h"
#include "server/base/WorkerPool.h"
#include "server/limits/PlanRates.h"
#include "server/platform/PlatformDatabase.h"
#include "server/security/SecurityService.h"
#include "server/usage/UsageService.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/json.hpp>

#include <QCoreApplication>
#include <QTemporaryDir>
#include <QTextStream>

#include <algorithm>

using namespace tabletalk;
using namespace Qt::StringLiterals;

namespace {

constexpr int rounds = 50; // within the life of an access token
constexpr size_t mostEachRound = 80;

class NoAudit final : public AuditSink
{
public:
    void record(AuditRecord) override {}
    void recordRefusal(AuditRecord) override {}
};

class NoWorkspaces final : public WorkspaceFinder
{
public:
    Awaitable<std::optional<WorkspaceId>> workspaceOf(TenantScope, std::string, QString) override
    {
        co_return std::nullopt;
    }
};

/// Runs a coroutine to its end and says how many microseconds that took.
template <class T>
double timed(Awaitable<T> task)
{
    boost::asio::io_context context;
    std::exception_ptr error;
    const auto begin = std::chrono::steady_clock::now();
    boost::asio::co_spawn(context, std::move(task), [&](std::exception_ptr e, const T &) { error = e; });
    context.run();
    if (error)
        std::rethrow_exception(error);
    return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - begin).count();
}

double medianOf(std::vector<double> times)
{
    std::ranges::sort(times);
    return times[times.size() / 2];
}

/// Everything between a request and its handler, on a database of its own.
struct House
{
    explicit House(int organisations)
    {
        limits.read = {1e9, 1e9};
        addAccountOperations(registry, accounts, resets);
        limiter.emplace(clock, limits);
        metrics.emplace(registry);
        dispatcher.emplace(registry, accounts, workspaces, audit, *limiter, &planRates, *metrics);
        constexpr int atOnce = 500;
        for (int i = 0; i < organisations; i += atOnce)
            database->writeNow([&](Transaction &transaction) {
                for (int k = i; k < std::min(organisations, i + atOnce); ++k)
                    addOrganisation(transaction, k);
            });
    }

    void addOrganisation(Transaction &transaction, int number)
    {
        const Instant now = clock.now();
        const QString name = u"organisation-%1"_s.arg(number);
        AccountStore store(transaction);
        const api::User user{makeId<UserId>(now), name + u"@example.org"_s, name};
        const NewOrganization organisation{makeId<TenantId>(now), name, name, u"UTC"_s};
        store.insertOrganization(organisation, now);
        store.insertUser(user, u"none"_s, now);
        const TenantScope scope = TenantScope::ofSignIn(organisation.id);
        store.insertMembership(scope, user.id, Role::Owner, now);
        const SessionTokens tokens = SessionTokens::make(now);
        SessionStore(transaction).insert(scope, user.id, tokens, {}, now);
        people.push_back({tokens.access, user.id, organisation.id});
    }

    double dispatched(size_t person)
    {
        DispatchRequest request;
        request.operation = registry.find("auth.me");
        request.params = boost::json::object{};
        request.token = people[person % people.size()].token;
        request.origin.address = u"192.0.2.1"_s;
        return timed(dispatcher->run(std::move(request)));
    }

    double handlerAlone(size_t person)
    {
        const Person &who = people[person % people.size()];
        Call call{.caller = {},
                  .scope = TenantScope::ofSignedIn(who.tenant),
                  .origin = {},
                  .sink = {},
                  .rpcId = {},
                  .rule = {},
                  .stream = {}};
        call.caller.user = who.user;
        call.caller.tenant = who.tenant;
        call.caller.role = Role::Owner;
        return timed(registry.find("auth.me")->run(std::move(call), boost::json::object{}));
    }

    /// Microseconds a question, of many people in turn.
    double counted()
    {
        constexpr int questions = 500;
        std::chrono::duration<double, std::micro> taken{};
        database->writeNow([&](Transaction &transaction) {
            const auto begin = std::chrono::steady_clock::now();
            for (int i = 0; i < questions; ++i) {
                const Person &who = people[size_t(i) % people.size()];
                UsageService::recordIn(transaction, TenantScope::ofSignedIn(who.tenant),
                                       {.of = {who.user, {}, {}, {}}, .answered = true, .rows = 10, .ms = 5},
                                       clock.now());
            }
            taken = std::chrono::steady_clock::now() - begin;
        });
        return taken.count() / questions;
    }

    struct Person
    {
        QString token;
        UserId user;
        TenantId tenant;
    };

    QTemporaryDir directory;
    ManualClock clock{Instant{1'700'000'000'000}};
    std::unique_ptr<PlatformDatabase> database =
        orThrow(PlatformDatabase::open({.directory = directory.path()}, clock));
    WorkerPool hashing{{.name = u"hashing"_s, .threads = 1}};
    NoAudit audit;
    NoWorkspaces workspaces;
    SecurityService security{*database, clock};
    AccountService accounts{*database, clock, hashing, Registration::Closed, &audit, &security};
    PasswordResetService resets{
        {.database = *database, .clock = clock, .accounts = accounts, .mailer = nullptr, .publicUrl = {}}};
    Registry registry;
    PlanRates planRates{*database, clock};
    RateLimits limits;
    std::optional<RateLimiter> limiter;
    std::optional<Metrics> metrics;
    std::optional<Dispatcher> dispatcher;
    std::vector<Person> people;
};

boost::json::object measure(int organisations)
{
    House house(organisations);
    std::vector<double> alone;
    std::vector<double> warm;
    std::vector<double> cold;
    std::vector<double> counted;
    for (int round = 0; round < rounds; ++round) {
        house.clock.advance(std::chrono::seconds(16)); // what is kept of tokens and addresses is over
        const size_t each = std::min(house.people.size(), mostEachRound);
        for (size_t i = 0; i < each; ++i) { // in turn, so that whatever else the machine does meets all alike
            const size_t person = size_t(round) * mostEachRound + i;
            cold.push_back(house.dispatched(person));
            warm.push_back(house.dispatched(person));
            alone.push_back(house.handlerAlone(person));
        }
        counted.push_back(house.counted());
    }
    house.database->stop();
    return {{"handlerMicroseconds", medianOf(alone)},
            {"warmMicroseconds", medianOf(warm)},
            {"coldMicroseconds", medianOf(cold)},
            {"countingMicroseconds", medianOf(counted)}};
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const int organisations = argc == 2 ? QCoreApplication::arguments().at(1).toInt() : 0;
    if (organisations < 1) {
        QTextStream(stderr) << "Usage: bench_checks ORGANISATIONS\n";
        return 2;
    }
    try {
        QTextStream(stdout) << QString::fromStdString(boost::json::serialize(measure(organisations))) << '\n';
    } catch (const Problem &problem) {
        QTextStream(stderr) << problem.detail << '\n';
        return 1;
    }
    return 0;
}
