// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/billing/Plans.h"
#include "server/billing/BillingService.h"
#include "server/billing/InvoiceBook.h"
#include "server/billing/PlanStore.h"
#include "server/billing/SubscriptionBook.h"
#include "tests/support/People.h"
#include "tests/support/Problems.h"
#include "tests/support/RunAwaitable.h"
#include "tests/support/RunningServer.h"
#include "tests/support/TestRunner.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include <thread>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Fixture
{
    Fixture() { setTime(u"2027-04-01T00:00:00Z"); }

    void setTime(QStringView text)
    {
        platform.clock.advance(Instant::fromRfc3339(text).value() - platform.clock.now());
    }

    void enable(qint64 taxBasisPoints = 0)
    {
        api::UpdateBillingRequest request;
        request.enabled = true;
        request.taxBasisPoints = taxBasisPoints;
        request.seller = u"Example Ltd"_s;
        runAwaitable(service.updateSettings(request));
    }

    /// As registration does it.
    TenantScope organization(const QString &name)
    {
        const TenantScope scope = people.tenant(name);
        platform.database->writeNow(
            [&](Transaction &transaction) { SubscriptionBook(transaction, scope, platform.clock.now()).open(); });
        return scope;
    }

    TenantScope subscriber(const QString &name, const QString &plan = u"starter"_s)
    {
        const TenantScope scope = people.tenant(name);
        runAwaitable(service.subscribe({scope.tenant(), plan, u"month"_s}));
        return scope;
    }

    api::Subscription of(const TenantScope &scope) { return runAwaitable(service.subscription(scope)); }
    api::Subscription change(const TenantScope &scope, const QString &plan)
    {
        return runAwaitable(service.change(scope, {plan, u"month"_s}));
    }
    std::vector<api::Invoice> invoices(const TenantScope &scope)
    {
        return runAwaitable(service.invoices(scope, {})).items;
    }
    api::Invoice pay(const TenantScope &scope, const api::Invoice &invoice, qint64 amount, const QString &reference)
    {
        return runAwaitable(service.recordPayment(People::identity(scope, {}), {.id = scope.tenant(),
                                                                                .invoiceId = invoice.id,
                                                                                .amount = amount,
                                                                                .method = u"bank transfer"_s,
                                                                                .reference = reference}));
    }
    QString history(const TenantScope &scope)
    {
        QStringList kinds;
        for (const api::BillingEvent &event : runAwaitable(service.history(scope, {})).items)
            kinds.prepend(event.kind);
        return kinds.join(u' ');
    }

    /// What an account holds, over all organisations.
    qint64 balance(const QString &account)
    {
        return people.run(u"SELECT COALESCE(SUM(amount), 0) FROM ledger WHERE account = ?"_s, {account})[0][0]
            .toLongLong();
    }
    bool ledgerBalances()
    {
        return people.run(u"SELECT tenant_id FROM ledger GROUP BY tenant_id, entry HAVING SUM(amount) <> 0"_s).empty();
    }

    TestPlatform platform;
    People people{platform};
    BillingService service{*platform.database, platform.clock};
};

} // namespace

class TestSubscriptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withoutBillingAnOrganisationHasSelfHosted()
    {
        Fixture f;
        const TenantScope scope = f.organization(u"A"_s);
        const api::Subscription held = f.of(scope);
        QCOMPARE(held.plan.id, QString(billing::selfHostedId));
        QVERIFY(held.plan.limits == api::PlanLimits());
        QVERIFY(!held.price);
        QVERIFY(!held.periodEnd);
        QCOMPARE(problemOf([&] { f.change(scope, u"starter"_s); }), ProblemCode::NotFound);
        // Whoever had it before billing was switched on keeps it.
        f.enable();
        QCOMPARE(f.of(scope).plan.id, QString(billing::selfHostedId));
        QCOMPARE(f.of(f.organization(u"B"_s)).state, u"trialing"_s);
    }

    void aTrialEndsInWhatIsFreeWhereNothingIsChosen()
    {
        Fixture f;
        f.enable();
        const TenantScope scope = f.organization(u"A"_s);
        const api::Subscription trial = f.of(scope);
        QCOMPARE(trial.plan.id, u"standard"_s);
        QCOMPARE(trial.periodEnd, Instant::fromRfc3339(u"2027-04-15T00:00:00Z"));
        QCOMPARE(trial.nextPlanId, u"free"_s);
        f.setTime(u"2027-04-14T23:59:59Z");
        QCOMPARE(f.service.advanceDue(), 0);
        f.setTime(u"2027-04-15T00:00:00Z");
        QCOMPARE(f.service.advanceDue(), 1);
        QCOMPARE(f.service.advanceDue(), 0);
        QCOMPARE(f.of(scope).plan.id, u"free"_s);
        QCOMPARE(f.of(scope).state, u"active"_s);
        QVERIFY(f.invoices(scope).empty());
    }

    void aTrialThatChoseIsInvoicedWhenItEnds()
    {
        Fixture f;
        f.enable(1000);
        const TenantScope scope = f.organization(u"A"_s);
        f.change(scope, u"professional"_s);
        QVERIFY(f.invoices(scope).empty());
        f.setTime(u"2027-04-15T08:00:00Z");
        f.service.advanceDue();
        const auto invoices = f.invoices(scope);
        QCOMPARE(invoices.size(), size_t(1));
        const api::Invoice invoice = runAwaitable(f.service.invoice(scope, invoices[0].id));
        QCOMPARE(invoice.number, u"INV-000001"_s);
        QCOMPARE(invoice.net.amount, 98'000);
        QCOMPARE(invoice.tax.amount, 9'800);
        QCOMPARE(invoice.gross.amount, 107'800);
        QCOMPARE(invoice.status, u"open"_s);
        QCOMPARE(invoice.seller, u"Example Ltd"_s);
        QCOMPARE(invoice.buyer, u"A"_s);
        QCOMPARE(invoice.lines.size(), size_t(1));
        QCOMPARE(invoice.lines[0].begin, Instant::fromRfc3339(u"2027-04-15T00:00:00Z"));
        QCOMPARE(invoice.lines[0].end, Instant::fromRfc3339(u"2027-05-15T00:00:00Z"));
        QCOMPARE(f.balance(u"receivable"_s), 107'800);
        QCOMPARE(f.balance(u"tax"_s), -9'800);
        QCOMPARE(f.history(scope), u"trial_started chosen trial_ended"_s);
    }

    void anUpgradeIsMadeAtOnceAndAsItWasPreviewed()
    {
        Fixture f;
        const TenantScope scope = f.subscriber(u"A"_s);
        f.setTime(u"2027-04-11T00:00:00Z");
        const api::PlanChangePreview preview = runAwaitable(f.service.preview(scope, {u"standard"_s, u"month"_s}));
        QVERIFY(preview.atOnce);
        QCOMPARE(preview.gross.amount, 33'200 - 19'867);
        QCOMPARE(f.of(scope).plan.id, u"starter"_s); // looking changes nothing
        QCOMPARE(f.change(scope, u"standard"_s).plan.id, u"standard"_s);
        const auto invoices = f.invoices(scope);
        QCOMPARE(invoices.size(), size_t(2));
        QCOMPARE(invoices[0].gross, preview.gross);
        const api::Invoice read = runAwaitable(f.service.invoice(scope, invoices[0].id));
        QCOMPARE(read.lines, preview.lines);
        QVERIFY(f.ledgerBalances());
        QCOMPARE(problemOf([&] { f.change(scope, u"standard"_s); }), ProblemCode::Conflict);
    }

    void aDowngradeIsMadeWhenThePeriodEndsUnlessItIsTakenBack()
    {
        Fixture f;
        const TenantScope scope = f.subscriber(u"A"_s, u"standard"_s);
        QVERIFY(!runAwaitable(f.service.preview(scope, {u"starter"_s, u"month"_s})).atOnce);
        QCOMPARE(f.change(scope, u"starter"_s).nextPlanId, u"starter"_s);
        QCOMPARE(f.change(scope, u"standard"_s).nextPlanId, std::nullopt); // what it has already: keep it
        f.change(scope, u"starter"_s);
        const auto first = f.invoices(scope);
        f.pay(scope, first[0], first[0].open.amount, u"1"_s);
        f.setTime(u"2027-05-01T00:00:00Z");
        f.service.advanceDue();
        QCOMPARE(f.of(scope).plan.id, u"starter"_s);
        QCOMPARE(f.invoices(scope)[0].gross.amount, 29'800);
        QCOMPARE(f.history(scope), u"subscribed change_planned kept change_planned paid changed"_s);
    }

    void whoDoesNotPayIsPastDueThenSuspendedThenGone()
    {
        Fixture f;
        const TenantScope scope = f.subscriber(u"A"_s, u"professional"_s);
        f.setTime(u"2027-04-15T00:00:00Z");
        f.service.advanceDue();
        QCOMPARE(f.of(scope).state, u"past_due"_s);
        QCOMPARE(problemOf([&] { f.change(scope, u"enterprise"_s); }), ProblemCode::Conflict);
        QVERIFY(billing::hasFeature(f.of(scope).plan, billing::Feature::SingleSignOn));
        f.setTime(u"2027-04-29T00:00:00Z");
        f.service.advanceDue();
        QCOMPARE(f.of(scope).state, u"suspended"_s);
        QCOMPARE(f.of(scope).plan.limits.users, 2); // of the free plan
        QVERIFY(!billing::hasFeature(f.of(scope).plan, billing::Feature::SingleSignOn));
        f.setTime(u"2027-05-01T00:00:00Z");
        f.service.advanceDue();
        QCOMPARE(f.of(scope).state, u"cancelled"_s);
        QCOMPARE(f.invoices(scope).size(), size_t(1));
        // It comes back when it has paid.
        const auto resume = [&] { return runAwaitable(f.service.wish(scope, BillingWish::Resume)); };
        QCOMPARE(problemOf(resume), ProblemCode::Conflict);
        f.pay(scope, f.invoices(scope)[0], 98'000, u"late"_s);
        f.setTime(u"2027-06-10T12:00:00Z");
        QCOMPARE(resume().state, u"active"_s);
        QCOMPARE(f.of(scope).periodBegin, Instant::fromRfc3339(u"2027-06-10T12:00:00Z"));
        QCOMPARE(f.history(scope), u"subscribed payment_failed suspended cancelled paid reactivated"_s);
        const api::SubscriptionStats stats = runAwaitable(f.service.stats());
        QCOMPARE(stats.months.back().month, u"2027-06"_s);
        QCOMPARE(stats.months.back().reactivation, 98'000);
        QCOMPARE(stats.months.back().atEnd, 98'000);
        QCOMPARE(stats.months[stats.months.size() - 2].churn, 98'000);
        QCOMPARE(stats.months[stats.months.size() - 2].churnBasisPoints, 10'000);
        QCOMPARE(stats.monthlyRevenue, (std::vector<api::Money>{{98'000, u"JPY"_s}}));
    }

    void payingInTimeRestoresUse()
    {
        Fixture f;
        const TenantScope scope = f.subscriber(u"A"_s);
        const api::Invoice invoice = f.invoices(scope)[0];
        f.setTime(u"2027-04-15T00:00:00Z");
        f.service.advanceDue();
        f.pay(scope, invoice, 29'000, u"part"_s);
        QCOMPARE(f.of(scope).state, u"past_due"_s); // not all of it
        QCOMPARE(f.pay(scope, invoice, 800, u"rest"_s).status, u"paid"_s);
        QCOMPARE(f.of(scope).state, u"active"_s);
        QCOMPARE(f.balance(u"receivable"_s), 0);
        QCOMPARE(f.balance(u"cash"_s), 29'800);
    }

    void operatorsSuspendAndRestore()
    {
        Fixture f;
        const TenantScope scope = f.subscriber(u"A"_s);
        QCOMPARE(runAwaitable(f.service.decide(scope.tenant(), BillingDecision::Suspend)).state, u"suspended"_s);
        QCOMPARE(runAwaitable(f.service.decide(scope.tenant(), BillingDecision::Restore)).state, u"active"_s);
        QCOMPARE(problemOf([&] { runAwaitable(f.service.decide(scope.tenant(), BillingDecision::Restore)); }),
                 ProblemCode::Conflict);
        QCOMPARE(
            problemOf([&] { runAwaitable(f.service.decide(TenantId(QUuid::createUuid()), BillingDecision::Suspend)); }),
            ProblemCode::NotFound);
    }

    void theAddressStandsOnInvoicesToComeAlone()
    {
        Fixture f;
        const TenantScope scope = f.subscriber(u"A"_s);
        QCOMPARE(runAwaitable(f.service.address(scope)).address, QString());
        QCOMPARE(runAwaitable(f.service.setAddress(scope, {u" 1 High Street\nLondon "_s})).address,
                 u"1 High Street\nLondon"_s);
        QCOMPARE(problemOf([&] { runAwaitable(f.service.setAddress(scope, {QString(1'001, u'x')})); }),
                 ProblemCode::InvalidRequest);
        QCOMPARE(f.invoices(scope)[0].buyer, u"A"_s);
        f.pay(scope, f.invoices(scope)[0], 29'800, u"1"_s);
        f.setTime(u"2027-05-01T00:00:00Z");
        f.service.advanceDue();
        QCOMPARE(f.invoices(scope)[0].buyer, u"A\n1 High Street\nLondon"_s);
        QCOMPARE(runAwaitable(f.service.address(f.subscriber(u"B"_s))).address, QString());
    }

    void aPaymentIsRecordedOnceAndWhatIsTooMuchIsUsedNext()
    {
        Fixture f;
        const TenantScope scope = f.subscriber(u"A"_s);
        const api::Invoice invoice = f.invoices(scope)[0];
        f.pay(scope, invoice, 40'000, u"R-1"_s);
        f.pay(scope, invoice, 40'000, u" R-1 "_s);
        QCOMPARE(f.balance(u"cash"_s), 40'000);
        QCOMPARE(f.of(scope).credit->amount, 10'200);
        QCOMPARE(problemOf([&] { f.pay(scope, invoice, 1, u"R-1"_s); }), ProblemCode::Conflict);
        QCOMPARE(problemOf([&] { f.pay(scope, invoice, 0, u"R-2"_s); }), ProblemCode::InvalidRequest);
        QCOMPARE(problemOf([&] { f.pay(scope, invoice, 5, u"  "_s); }), ProblemCode::InvalidRequest);
        f.setTime(u"2027-05-01T00:00:00Z");
        f.service.advanceDue();
        const api::Invoice next = f.invoices(scope)[0];
        QCOMPARE(next.creditUsed.amount, 10'200);
        QCOMPARE(next.open.amount, 19'600);
        QCOMPARE(f.of(scope).credit->amount, 0);
        QVERIFY(f.ledgerBalances());
    }

    void creditNotesTakeBackAnInvoiceToTheUnit()
    {
        Fixture f;
        f.enable(813);
        const TenantScope scope = f.subscriber(u"A"_s);
        const api::Invoice invoice = f.invoices(scope)[0];
        const auto credit = [&](qint64 amount) {
            return runAwaitable(f.service.credit(
                {.id = scope.tenant(), .invoiceId = invoice.id, .amount = amount, .reason = u"Outage"_s}));
        };
        qint64 tax = 0;
        qint64 left = invoice.gross.amount;
        for (const qint64 part : {1, 7, 333, 10'001}) {
            const api::Invoice note = credit(part);
            QCOMPARE(note.kind, u"credit_note"_s);
            QCOMPARE(note.gross.amount, part);
            QCOMPARE(note.creditsInvoice, invoice.id);
            tax += note.tax.amount;
            left -= part;
        }
        QCOMPARE(problemOf([&] { credit(left + 1); }), ProblemCode::InvalidRequest);
        const api::Invoice last = credit(left);
        QCOMPARE(last.number, u"CN-000005"_s);
        QCOMPARE(tax + last.tax.amount, invoice.tax.amount);
        QCOMPARE(f.balance(u"receivable"_s), 0);
        QCOMPARE(f.balance(u"revenue"_s), 0);
        QCOMPARE(f.balance(u"tax"_s), 0);
        QCOMPARE(problemOf([&] { credit(1); }), ProblemCode::InvalidRequest);
        QCOMPARE(problemOf([&] {
                     runAwaitable(f.service.credit(
                         {.id = scope.tenant(), .invoiceId = last.id, .amount = 1, .reason = u"Twice"_s}));
                 }),
                 ProblemCode::Conflict);
    }

    void whatComesToLessThanNothingIsACreditNote()
    {
        Fixture f;
        const TenantScope scope = f.people.tenant(u"A"_s);
        runAwaitable(f.service.subscribe({scope.tenant(), u"starter"_s, u"year"_s}));
        f.pay(scope, f.invoices(scope)[0], 298'000, u"1"_s);
        f.setTime(u"2027-05-01T00:00:00Z");
        // More a year, yet a month of it costs less than what was paid for the rest of the year.
        f.change(scope, u"professional"_s);
        const auto invoices = f.invoices(scope);
        QCOMPARE(invoices[0].kind, u"credit_note"_s);
        const qint64 unused = (298'000LL * 336 + 183) / 366; // 2028 is a leap year
        QCOMPARE(invoices[0].gross.amount, unused - 98'000);
        QCOMPARE(f.of(scope).credit->amount, unused - 98'000);
        QCOMPARE(f.of(scope).interval, u"month"_s);
        f.setTime(u"2027-06-01T00:00:00Z");
        f.service.advanceDue();
        QCOMPARE(f.invoices(scope)[0].status, u"paid"_s); // by the credit
        QVERIFY(f.ledgerBalances());
    }

    void numbersHaveNoGapWhenManyIssueAtOnce()
    {
        Fixture f;
        std::vector<TenantScope> scopes;
        for (int i = 0; i < 40; ++i)
            scopes.push_back(f.people.tenant(u"T%1"_s.arg(i)));
        std::vector<std::thread> threads;
        for (int thread = 0; thread < 4; ++thread) {
            threads.emplace_back([&, thread] {
                for (size_t i = static_cast<size_t>(thread); i < scopes.size(); i += 4) {
                    try {
                        f.platform.database->writeNow([&](Transaction &transaction) {
                            SubscriptionBook(transaction, scopes[i], f.platform.clock.now())
                                .begin(u"starter"_s, u"month"_s);
                            if (i % 5 == 0)
                                throw Problem::of(ProblemCode::Cancelled); // after the number was taken
                        });
                    } catch (const Problem &) {
                    }
                }
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        const auto numbers = f.people.run(u"SELECT number FROM invoices ORDER BY number"_s);
        QCOMPARE(numbers.size(), size_t(32));
        for (size_t i = 0; i < numbers.size(); ++i)
            QCOMPARE(numbers[i][0].toLongLong(), qint64(i) + 1);
        QCOMPARE(f.people.run(u"SELECT COUNT(*) FROM documents"_s)[0][0].toLongLong(), 32);
    }

    void twoServersIssueWithoutAGap()
    {
        Fixture f;
        const auto other = f.platform.place.open(f.platform.clock);
        std::vector<TenantScope> scopes;
        for (int i = 0; i < 40; ++i)
            scopes.push_back(f.people.tenant(u"T%1"_s.arg(i)));
        const auto issue = [&](PlatformDatabase &database, size_t begin) {
            for (size_t i = begin; i < scopes.size(); i += 2)
                database.writeNow([&](Transaction &transaction) {
                    SubscriptionBook(transaction, scopes[i], f.platform.clock.now()).begin(u"starter"_s, u"month"_s);
                });
        };
        std::exception_ptr failure;
        std::thread thread([&] {
            try {
                issue(*other, 1);
            } catch (...) {
                failure = std::current_exception();
            }
        });
        issue(*f.platform.database, 0);
        thread.join();
        if (failure)
            std::rethrow_exception(failure);
        const auto numbers = f.people.run(u"SELECT number FROM invoices ORDER BY number"_s);
        QCOMPARE(numbers.size(), scopes.size());
        for (size_t i = 0; i < numbers.size(); ++i)
            QCOMPARE(numbers[i][0].toLongLong(), qint64(i) + 1);
    }

    void aGrantReplacesThePlansLimitsUntilItIsTakenBack()
    {
        Fixture f;
        const TenantScope scope = f.subscriber(u"A"_s);
        const auto grant = [&](const std::optional<QString> &plan, const QString &reason) {
            return runAwaitable(f.service.grant(
                {.id = scope.tenant(), .planId = plan, .limits = {}, .features = {}, .reason = reason}));
        };
        const api::Subscription granted = grant(u"enterprise"_s, u"Pilot"_s);
        QCOMPARE(granted.plan.id, u"starter"_s);
        QCOMPARE(granted.price->amount, 29'800);
        QVERIFY(!granted.plan.limits.users);
        QCOMPARE(granted.grantReason, u"Pilot"_s);
        QCOMPARE(problemOf([&] { grant(u"no-such-plan"_s, u"x"_s); }), ProblemCode::InvalidRequest);
        QCOMPARE(problemOf([&] { grant(u"enterprise"_s, u" "_s); }), ProblemCode::InvalidRequest);
        QCOMPARE(grant(std::nullopt, u"Over"_s).plan.limits.users, 10);
        // Who is not billed may be limited as well.
        const TenantScope free = f.people.tenant(u"B"_s);
        api::PlanLimits few;
        few.users = 3;
        const auto limited = runAwaitable(f.service.grant(
            {.id = free.tenant(), .planId = {}, .limits = few, .features = {}, .reason = u"Too many"_s}));
        QCOMPARE(limited.plan.limits.users, 3);
    }

    void aPlansNewPriceHoldsFromTheNextPeriodOn()
    {
        Fixture f;
        const TenantScope scope = f.subscriber(u"A"_s);
        api::SavePlanRequest plan;
        plan.id = u"starter"_s;
        plan.offered = false;
        plan.prices = {{u"JPY"_s, 31'000, 310'000}};
        runAwaitable(f.service.savePlan(plan));
        QCOMPARE(f.of(scope).price->amount, 29'800);
        QCOMPARE(f.of(scope).plan.name, u"Starter"_s); // what was not given stays
        QCOMPARE(f.of(scope).plan.limits.users, 10);
        QVERIFY(std::ranges::none_of(runAwaitable(f.service.plans()).items,
                                     [](const api::Plan &each) { return each.id == u"starter"; }));
        f.pay(scope, f.invoices(scope)[0], 29'800, u"1"_s);
        f.setTime(u"2027-05-01T00:00:00Z");
        f.service.advanceDue();
        QCOMPARE(f.invoices(scope)[0].gross.amount, 31'000);
        QCOMPARE(problemOf([&] { f.subscriber(u"B"_s); }), ProblemCode::InvalidRequest); // not offered any more
    }

    void settingsThatCannotWorkAreRefused()
    {
        Fixture f;
        f.enable();
        const api::BillingSettings good = runAwaitable(f.service.settings());
        const auto refused = [&](auto change) {
            api::UpdateBillingRequest request;
            change(request);
            return problemOf([&] { runAwaitable(f.service.updateSettings(request)); });
        };
        QCOMPARE(refused([](auto &s) { s.currency = u"XXX"_s; }), ProblemCode::InvalidRequest);
        QCOMPARE(refused([](auto &s) { s.currency = u"CHF"_s; }), ProblemCode::InvalidRequest); // no plan has it
        QCOMPARE(refused([](auto &s) { s.trialPlanId = u"nothing"_s; }), ProblemCode::InvalidRequest);
        QCOMPARE(refused([](auto &s) { s.fallbackPlanId = QString(billing::selfHostedId); }),
                 ProblemCode::InvalidRequest);
        QCOMPARE(refused([](auto &s) { s.taxBasisPoints = 10'001; }), ProblemCode::InvalidRequest);
        QCOMPARE(refused([](auto &s) { s.dueDays = 0; }), ProblemCode::InvalidRequest);
        QVERIFY(runAwaitable(f.service.settings()) == good);
        // Nor may a plan that new organisations get be taken away under them.
        api::SavePlanRequest withdrawn;
        withdrawn.id = u"free"_s;
        withdrawn.offered = false;
        QCOMPARE(problemOf([&] { runAwaitable(f.service.savePlan(withdrawn)); }), ProblemCode::InvalidRequest);
        api::SavePlanRequest nameless;
        nameless.id = u"new"_s;
        QCOMPARE(problemOf([&] { runAwaitable(f.service.savePlan(nameless)); }), ProblemCode::InvalidRequest);
        QCOMPARE(f.of(f.organization(u"A"_s)).state, u"trialing"_s);
    }

    void oneThatCannotGoOnDoesNotHoldTheOthers()
    {
        Fixture f;
        const TenantScope broken = f.subscriber(u"A"_s);
        const TenantScope sound = f.subscriber(u"B"_s);
        f.people.run(u"UPDATE subscriptions SET state = 'nonsense' WHERE tenant_id = ?"_s, {stored(broken.tenant())});
        f.setTime(u"2027-04-15T00:00:00Z");
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"could not go on"_s));
        f.service.advanceDue();
        QCOMPARE(f.of(sound).state, u"past_due"_s);
    }

    void longDowntimeIsCaughtUpPeriodByPeriod()
    {
        Fixture f;
        const TenantScope scope = f.subscriber(u"A"_s);
        f.pay(scope, f.invoices(scope)[0], 29'800 * 4, u"ahead"_s);
        f.setTime(u"2027-07-10T00:00:00Z");
        QCOMPARE(f.service.advanceDue(), 3);
        QCOMPARE(f.invoices(scope).size(), size_t(4));
        QCOMPARE(f.of(scope).periodBegin, Instant::fromRfc3339(u"2027-07-01T00:00:00Z"));
        QCOMPARE(f.of(scope).credit->amount, 0);
        QCOMPARE(f.of(scope).due->amount, 0);
    }

    void ownersSeeTheirPlanAndOperatorsBillThem()
    {
        RunningServer server;
        const api::SignedIn platform = server.organization(u"Platform"_s);
        const boost::json::object switchOn = {{"enabled", true}, {"trialDays", 30}};
        QCOMPARE(server.rest("PUT", u"admin/billing"_s, platform.accessToken, switchOn).status, 403);
        QVERIFY(server.server().accounts().setOperator(platform.user.email, true));
        server.server().accounts().forgetTenant(platform.organization.id);
        const RestReply settings = server.rest("PUT", u"admin/billing"_s, platform.accessToken, switchOn);
        QCOMPARE(settings.status, 200);
        QCOMPARE(settings.body.at("dueDays").as_int64(), 14); // what was not given stays

        // The subscription is made with the organisation.
        const api::SignedIn owner = server.organization(u"Customer"_s);
        const RestReply trial = server.rest("GET", u"subscription"_s, owner.accessToken);
        QCOMPARE(trial.text("state"), u"trialing"_s);
        QCOMPARE(textOf(trial.body.at("plan").at("id")), u"standard"_s);
        QCOMPARE(server.rest("GET", u"subscription"_s, platform.accessToken).text("state"), u"active"_s);
        const QString member = server.member(owner, u"member@example.org"_s, Role::Manager);
        QCOMPARE(server.rest("GET", u"subscription"_s, member).status, 403);
        QCOMPARE(server.rest("GET", u"invoices"_s, member).status, 403);
        QCOMPARE(server.rest("GET", u"plans"_s, member).body.at("items").as_array().size(), size_t(5));
        const boost::json::object wish = {{"planId", "starter"}, {"interval", "year"}};
        QCOMPARE(server.rest("POST", u"subscription/change"_s, member, wish).status, 403);
        const RestReply changed = server.rest("POST", u"subscription/change"_s, owner.accessToken, wish);
        QCOMPARE(changed.text("interval"), u"year"_s);
        QCOMPARE(changed.body.at("price").at("amount").as_int64(), 298'000);
        QCOMPARE(
            server.rest("POST", u"subscription/cancel"_s, owner.accessToken).body.at("cancelsAtPeriodEnd").as_bool(),
            true);
        QCOMPARE(server.rest("POST", u"subscription/resume"_s, owner.accessToken).status, 200);
        const RestReply stats = server.rest("GET", u"admin/subscriptions/stats"_s, platform.accessToken);
        QCOMPARE(stats.body.at("plans").as_array().size(), size_t(1));
        QCOMPARE(server.rest("GET", u"admin/subscriptions/stats"_s, owner.accessToken).status, 403);
        // What is stored goes with the organisation.
        const RestReply gone = server.rest("POST", u"tenant/delete"_s, owner.accessToken,
                                           {{"confirm", owner.organization.slug.toStdString()}});
        QVERIFY2(gone.status == 200, qPrintable(gone.text("detail")));
    }

    void anOrganisationThatIsNotInUseIsNotChargedForAnotherPeriod_data()
    {
        QTest::addColumn<QString>("status");
        QTest::newRow("closed by its owner") << u"closed"_s;
        QTest::newRow("suspended by the platform") << u"suspended"_s;
    }

    void anOrganisationThatIsNotInUseIsNotChargedForAnotherPeriod()
    {
        QFETCH(QString, status);
        Fixture f;
        const TenantScope scope = f.subscriber(u"A"_s);
        f.pay(scope, f.invoices(scope)[0], 29'800, u"1"_s);
        f.people.run(u"UPDATE tenants SET status = ? WHERE id = ?"_s, {status, stored(scope.tenant())});
        f.setTime(u"2027-04-30T23:59:59Z");
        f.service.advanceDue();
        QCOMPARE(f.of(scope).state, u"active"_s); // what was paid for is theirs
        f.setTime(u"2027-05-01T00:00:00Z");
        f.service.advanceDue();
        QCOMPARE(f.of(scope).state, u"cancelled"_s);
        QCOMPARE(f.invoices(scope).size(), size_t(1));
    }

    void listsGoOnWhereTheyEnded()
    {
        Fixture f;
        const TenantScope scope = f.subscriber(u"A"_s);
        f.pay(scope, f.invoices(scope)[0], 29'800 * 10, u"ahead"_s);
        f.setTime(u"2027-11-05T00:00:00Z");
        f.service.advanceDue();
        QStringList numbers;
        api::ListRequest request{.limit = 3, .cursor = {}};
        do {
            const api::InvoiceList page = runAwaitable(f.service.invoices(scope, request));
            for (const api::Invoice &invoice : page.items)
                numbers << invoice.number;
            request.cursor = page.nextCursor;
        } while (request.cursor);
        QCOMPARE(numbers.size(), 8);
        QCOMPARE(QSet<QString>(numbers.begin(), numbers.end()).size(), 8);
        QStringList kinds;
        do {
            const api::BillingHistory page = runAwaitable(f.service.history(scope, request));
            for (const api::BillingEvent &event : page.items)
                kinds << event.kind;
            request.cursor = page.nextCursor;
        } while (request.cursor);
        QCOMPARE(kinds.size(), 9);
        QCOMPARE(kinds.back(), u"subscribed"_s);
    }
};

static const bool registered = tabletalk::test::add<TestSubscriptions>();
#include "tst_Subscriptions.moc"
