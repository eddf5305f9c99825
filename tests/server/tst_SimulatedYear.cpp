// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/billing/BillingService.h"
#include "server/billing/InvoiceBook.h"
#include "server/billing/PlanStore.h"
#include "server/billing/RevenueReport.h"
#include "server/billing/SubscriptionBook.h"
#include "tests/support/People.h"
#include "tests/support/RunAwaitable.h"
#include "tests/support/TestRunner.h"

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QSet>
#include <QTest>
#include <QtEndian>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int daysOfYear = 366;
constexpr int killings = 50;
constexpr qint64 msOfDay = 86'400'000;

int environmentOr(const char *name, int otherwise)
{
    bool given = false;
    const int value = qEnvironmentVariableIntValue(name, &given);
    return given ? value : otherwise;
}

/// What ends a process in the middle of a transaction.
struct Killed
{
};

/// One organisation of the year, as the test knows it.
struct Customer
{
    TenantScope scope = TenantScope::ofJob({});
    int number = 0;
    int signsUpOn = 0;
    int paysAfterDays = 0; ///< of an invoice; never when negative
};

struct OpenInvoice
{
    InvoiceId id;
    qint64 amount = 0;
    Instant issuedAt;
};

/// A platform's first year: people sign up, try, choose, change, pay in time, late or never,
/// leave and come back. Everything that happens is decided by the seed, the customer and the
/// day alone, so that a year that was interrupted can be compared with one that was not.
class Year
{
public:
    Year(quint32 seed, int customers, QSet<int> killedAt = {})
        : m_seed(seed)
        , m_killedAt(std::move(killedAt))
    {
        m_platform.clock.advance(m_begin - m_platform.clock.now());
        api::UpdateBillingRequest request;
        request.enabled = true;
        request.taxBasisPoints = 1000;
        BillingService service(*m_platform.database, m_platform.clock);
        runAwaitable(service.updateSettings(request));
        for (int number = 0; number < customers; ++number)
            m_customers.push_back(customer(number, customers));
    }

    void run(const std::function<void(Year &)> &atMonthsEnd)
    {
        for (int day = 0; day < daysOfYear; ++day) {
            setTime(day, 0);
            advance();
            signUps(day);
            wishes(day);
            payments(day);
            setTime(day, msOfDay - 1);
            advance();
            if (dateOf(day).month() != dateOf(day + 1).month())
                atMonthsEnd(*this);
        }
    }

    int steps() const { return m_steps; }
    int killed() const { return m_killed; }
    TestPlatform &platform() { return m_platform; }
    Instant now() const { return m_platform.clock.now(); }
    std::vector<std::vector<QVariant>> query(const QString &sql) { return m_people.run(sql); }

    /// Everything that billing keeps, in order and as text.
    QByteArray dump()
    {
        static const QStringList queries = {
            u"SELECT tenant_id, entry, position, at, document, account, currency, amount FROM ledger "
            "ORDER BY tenant_id, entry, position"_s,
            u"SELECT tenant_id, series, number, issued_at, due_at, net, tax, gross, credit_used, paid, credited, "
            "open_amount FROM invoices ORDER BY series, number"_s,
            u"SELECT series, number, issued_at, currency, net, tax, gross FROM documents ORDER BY series, number"_s,
            u"SELECT l.tenant_id, i.series, i.number, l.position, l.kind, l.plan_id, l.begin_at, l.end_at, l.price, "
            "l.net, l.tax, l.gross FROM invoice_lines l JOIN invoices i ON i.tenant_id = l.tenant_id AND "
            "i.id = l.invoice_id ORDER BY i.series, i.number, l.position"_s,
            u"SELECT tenant_id, reference, currency, amount, received_at FROM payments ORDER BY tenant_id, reference"_s,
            u"SELECT tenant_id, number, at, kind, plan_id, cadence, detail, revenue_before, revenue_after, movement "
            "FROM billing_events ORDER BY tenant_id, number"_s,
            u"SELECT tenant_id, state, plan_id, cadence, price, anchor, period_number, period_begin, period_end, "
            "cancels, next_plan_id, next_cadence, past_due_since, due_at FROM subscriptions ORDER BY tenant_id"_s};
        QByteArray text;
        for (const QString &sql : queries) {
            for (const auto &row : query(sql)) {
                for (const QVariant &value : row)
                    text += value.toString().toUtf8() + '|';
                text += '\n';
            }
            text += "--\n";
        }
        return text;
    }

private:
    static QDate dateOf(int day) { return QDate(2027, 1, 1).addDays(day); }

    void setTime(int day, qint64 msOfThatDay)
    {
        m_platform.clock.advance(Instant{m_begin.msSinceEpoch + day * msOfDay + msOfThatDay} - now());
    }

    /// From 0 to below 1000, always the same for the same arguments.
    int chance(int number, int day, const char *what) const
    {
        const QByteArray said =
            QByteArray::number(m_seed) + '/' + QByteArray::number(number) + '/' + QByteArray::number(day) + '/' + what;
        const QByteArray hash = QCryptographicHash::hash(said, QCryptographicHash::Md5);
        return static_cast<int>(qFromBigEndian<quint32>(hash.constData()) % 1000);
    }

    Customer customer(int number, int customers) const
    {
        static constexpr std::array payingAfter = {2, 2, 3, 5, 9, 13, 20, 25, 31, -1};
        const QUuid id = QUuid::createUuidV5(QUuid(), QByteArray("customer ") + QByteArray::number(number));
        constexpr int lastSignUp = 320;
        return {TenantScope::ofJob(TenantId(id)), number, number * lastSignUp / customers,
                payingAfter[static_cast<size_t>(chance(number, 0, "pays")) % payingAfter.size()]};
    }

    /// One transaction. At chosen ones the server dies: before the commit, so that it has to be
    /// done again, or after it and before anybody heard.
    void write(const std::function<void(Transaction &)> &work)
    {
        ++m_steps;
        if (!m_killedAt.contains(m_steps)) {
            m_platform.database->writeNow(work);
            return;
        }
        ++m_killed;
        if (m_killed % 2 == 0) {
            m_platform.database->writeNow(work);
            m_platform.reopen();
            return;
        }
        try {
            m_platform.database->writeNow([&](Transaction &transaction) {
                work(transaction);
                throw Killed();
            });
        } catch (const Killed &) {
        }
        m_platform.reopen();
        m_platform.database->writeNow(work);
    }

    /// The same for what may be refused, which is then the same in every year.
    void tryTo(const std::function<void(Transaction &)> &work)
    {
        try {
            write(work);
        } catch (const Problem &problem) {
            if (problem.code != ProblemCode::Conflict && problem.code != ProblemCode::InvalidRequest)
                throw;
        }
    }

    void advance()
    {
        bool more = true;
        while (more) {
            more = m_platform.database->readNow([this](Transaction &transaction) {
                return SubscriptionStore::firstDue(transaction, now()).has_value();
            });
            if (more)
                write([this](Transaction &transaction) { SubscriptionBook::advanceNext(transaction, now()); });
        }
    }

    void signUps(int day)
    {
        static constexpr std::array zones = {"Asia/Tokyo", "Europe/Berlin", "America/New_York", "UTC"};
        for (const Customer &customer : m_customers) {
            if (customer.signsUpOn != day)
                continue;
            // Not all at the same moment, so that periods do not end together.
            setTime(day, 3'600'000 + customer.number * 97'003LL % 60'000'000);
            const QString name = u"Customer %1"_s.arg(customer.number);
            const auto zone = zones[static_cast<size_t>(customer.number) % zones.size()];
            write([&](Transaction &transaction) {
                transaction.execute(PlatformScope::ofSignIn(), u"tenants/insert_tenant"_s,
                                    {{u"id"_s, stored(customer.scope.tenant())},
                                     {u"name"_s, name},
                                     {u"slug"_s, u"customer-%1"_s.arg(customer.number)},
                                     {u"time_zone"_s, QString::fromLatin1(zone)},
                                     {u"now"_s, stored(now())}});
                SubscriptionBook(transaction, customer.scope, now()).open();
            });
        }
        setTime(day, 18 * 3'600'000);
        advance();
    }

    QHash<QString, QString> states()
    {
        QHash<QString, QString> states;
        for (const auto &row : query(u"SELECT tenant_id, state FROM subscriptions"_s))
            states.insert(row[0].toString(), row[1].toString());
        return states;
    }

    void wishes(int day)
    {
        const QHash<QString, QString> now = states();
        for (const Customer &customer : m_customers) {
            const QString state = now.value(customer.scope.tenant().toString());
            if (!state.isEmpty() && customer.signsUpOn != day)
                wish(customer, state, day);
        }
    }

    void wish(const Customer &customer, const QString &state, int day)
    {
        const int number = customer.number;
        const auto happen = [&](billing::Event event) {
            tryTo([&, event](Transaction &transaction) {
                SubscriptionBook(transaction, customer.scope, now()).happen(event);
            });
        };
        const int changing = state == u"trialing" ? 90 : 12;
        if (state != u"cancelled" && state != u"suspended" && chance(number, day, "changes") < changing)
            change(customer, day);
        if (state == u"active" && chance(number, day, "leaves") < 3)
            happen(billing::Event::Cancel);
        if (chance(number, day, "stays") < (state == u"cancelled" ? 15 : 2))
            happen(billing::Event::Resume);
        if (state == u"suspended" && chance(number, day, "mercy") < 60)
            happen(billing::Event::Restore);
        if (state == u"active" && chance(number, day, "abuse") < 1)
            happen(billing::Event::Suspend);
    }

    void change(const Customer &customer, int day)
    {
        static const QStringList plans = {u"free"_s,     u"starter"_s,      u"starter"_s,
                                          u"standard"_s, u"professional"_s, u"enterprise"_s};
        const QString plan = plans[chance(customer.number, day, "which") % plans.size()];
        const bool yearly = chance(customer.number, day, "how long") < 250;
        tryTo([&](Transaction &transaction) {
            SubscriptionBook(transaction, customer.scope, now())
                .change({plan, billing::intervalName(yearly ? billing::Interval::Year : billing::Interval::Month)});
        });
    }

    void payments(int day)
    {
        QHash<QString, std::vector<OpenInvoice>> open;
        for (const auto &row : query(u"SELECT tenant_id, id, open_amount, issued_at FROM invoices "
                                     "WHERE open_amount > 0 ORDER BY series, number"_s))
            open[row[0].toString()].push_back(
                {InvoiceId::fromString(row[1].toString()).value(), row[2].toLongLong(), Instant{row[3].toLongLong()}});
        for (const Customer &customer : m_customers) {
            int count = 0;
            for (const OpenInvoice &invoice : open.value(customer.scope.tenant().toString())) {
                const bool isTime = customer.paysAfterDays >= 0
                                    && now() - invoice.issuedAt >= std::chrono::days(customer.paysAfterDays);
                if (isTime)
                    pay(customer, invoice, day, ++count);
                else if (chance(customer.number, day, "complaint") < 2)
                    credit(customer, invoice);
            }
        }
    }

    void pay(const Customer &customer, const OpenInvoice &invoice, int day, int count)
    {
        const int kind = chance(customer.number, day, "how much");
        const qint64 amount = kind < 30 ? (invoice.amount + 1) / 2 : kind > 980 ? invoice.amount + 777 : invoice.amount;
        const QString reference = u"%1-%2-%3"_s.arg(customer.number).arg(day).arg(count);
        const auto work = [&](Transaction &transaction) {
            InvoiceBook(transaction, customer.scope, now())
                .pay({customer.scope.tenant(), invoice.id, amount, u"bank transfer"_s, reference}, u"test"_s);
            SubscriptionBook(transaction, customer.scope, now()).wasPaid();
        };
        write(work);
    }

    void credit(const Customer &customer, const OpenInvoice &invoice)
    {
        tryTo([&](Transaction &transaction) {
            InvoiceBook(transaction, customer.scope, now())
                .credit({customer.scope.tenant(), invoice.id, std::max<qint64>(1, invoice.amount / 3), u"Complaint"_s});
            SubscriptionBook(transaction, customer.scope, now()).wasPaid();
        });
    }

    const Instant m_begin = Instant::fromRfc3339(u"2027-01-01T00:00:00Z").value();
    quint32 m_seed;
    TestPlatform m_platform;
    People m_people{m_platform};
    std::vector<Customer> m_customers;
    QSet<int> m_killedAt;
    int m_steps = 0;
    int m_killed = 0;
};

qint64 number(const std::vector<std::vector<QVariant>> &rows)
{
    return rows[0][0].toLongLong();
}

/// Recurring revenue by four ways: from subscriptions, from the lines of invoices that reach over
/// this moment, from how it moved, and as the platform's report says it.
std::vector<qint64> recurringRevenue(Year &year)
{
    std::vector<qint64> ways(4, 0);
    const billing::Currency yen = billing::Currency::fromCode(u"JPY").value();
    const auto tenants = year.query(u"SELECT tenant_id FROM subscriptions"_s);
    year.platform().database->readNow([&](Transaction &transaction) {
        for (const auto &row : tenants) {
            const auto scope = TenantScope::ofJob(TenantId::fromString(row[0].toString()).value());
            ways[0] += billing::recurring(SubscriptionStore(transaction, scope).find().value()).amount;
            const auto lines = InvoiceStore(transaction, scope).linesReachingOver(year.now());
            ways[1] += billing::recurring(lines, year.now(), yen).amount;
        }
        const api::SubscriptionStats stats = revenueReport(transaction, year.now());
        ways[2] = stats.months.empty() ? 0 : stats.months.back().atEnd;
        ways[3] = stats.monthlyRevenue.empty() ? 0 : stats.monthlyRevenue.front().amount;
    });
    return ways;
}

void compareRevenue(Year &year)
{
    const auto ways = recurringRevenue(year);
    for (const qint64 way : ways)
        QCOMPARE(way, ways.front());
}

qint64 balance(Year &year, const QString &account)
{
    return number(year.query(u"SELECT COALESCE(SUM(amount), 0) FROM ledger WHERE account = '%1'"_s.arg(account)));
}

void compareBooks(Year &year)
{
    QVERIFY(year.query(u"SELECT 1 FROM ledger GROUP BY tenant_id, entry HAVING SUM(amount) <> 0"_s).empty());
    const QString sum = u"SELECT COALESCE(SUM(%1), 0) FROM invoices WHERE series = '%2'"_s;
    const auto invoiced = [&](const QString &column) {
        return number(year.query(sum.arg(column, u"invoice"_s)))
               - number(year.query(sum.arg(column, u"credit_note"_s)));
    };
    QCOMPARE(balance(year, u"receivable"_s), number(year.query(sum.arg(u"open_amount"_s, u"invoice"_s))));
    QCOMPARE(-balance(year, u"revenue"_s), invoiced(u"net"_s));
    QCOMPARE(-balance(year, u"tax"_s), invoiced(u"tax"_s));
    QCOMPARE(balance(year, u"cash"_s), number(year.query(u"SELECT COALESCE(SUM(amount), 0) FROM payments"_s)));
    QVERIFY(balance(year, u"credit"_s) <= 0);
    QVERIFY(year.query(u"SELECT 1 FROM invoices WHERE open_amount < 0 OR net + tax <> gross OR "
                       "(series = 'invoice' AND open_amount < gross - credit_used - paid - credited)"_s)
                .empty());
    QVERIFY(year.query(u"SELECT 1 FROM invoices i JOIN (SELECT tenant_id, invoice_id, SUM(net) AS net, SUM(tax) AS tax "
                       "FROM invoice_lines GROUP BY tenant_id, invoice_id) l ON l.tenant_id = i.tenant_id AND "
                       "l.invoice_id = i.id WHERE l.net <> i.net OR l.tax <> i.tax"_s)
                .empty());
}

void compareNumbers(Year &year)
{
    for (const QString &series : {u"invoice"_s, u"credit_note"_s}) {
        for (const QString &table : {u"invoices"_s, u"documents"_s}) {
            const auto numbers =
                year.query(u"SELECT number FROM %1 WHERE series = '%2' ORDER BY number"_s.arg(table, series));
            QVERIFY(!numbers.empty());
            for (size_t i = 0; i < numbers.size(); ++i)
                QCOMPARE(numbers[i][0].toLongLong(), qint64(i) + 1);
        }
    }
}

/// A year in which too little happens would prove nothing.
void requireEventful(Year &year)
{
    QSet<QString> kinds;
    for (const auto &row : year.query(u"SELECT DISTINCT kind FROM billing_events"_s))
        kinds.insert(row[0].toString());
    for (const char *kind : {"trial_started", "trial_ended", "chosen", "renewed", "upgraded", "change_planned",
                             "changed", "paid", "payment_failed", "suspended", "cancel_planned", "cancelled"})
        QVERIFY2(kinds.contains(QString::fromLatin1(kind)), kind);
    QSet<QString> movements;
    for (const auto &row : year.query(u"SELECT DISTINCT movement FROM billing_events"_s))
        movements.insert(row[0].toString());
    for (const char *movement : {"new", "expansion", "contraction", "churn"})
        QVERIFY2(movements.contains(QString::fromLatin1(movement)), movement);
}

QString summary(Year &year)
{
    const auto count = [&](const QString &sql) { return number(year.query(sql)); };
    return u"%1 subscriptions, %2 invoices, %3 credit notes, %4 payments, %5 postings, %6 steps, killed %7 times; "
           "recurring revenue %8"_s.arg(count(u"SELECT COUNT(*) FROM subscriptions"_s))
               .arg(count(u"SELECT COUNT(*) FROM invoices WHERE series = 'invoice'"_s))
               .arg(count(u"SELECT COUNT(*) FROM invoices WHERE series = 'credit_note'"_s))
               .arg(count(u"SELECT COUNT(*) FROM payments"_s))
               .arg(count(u"SELECT COUNT(*) FROM ledger"_s))
               .arg(year.steps())
               .arg(year.killed())
               .arg(recurringRevenue(year).front());
}

} // namespace

/// The books of a whole platform, after a year and after every month, and after a year in which
/// the server died again and again. TABLETALK_SIMULATED_ORGANISATIONS makes it smaller or larger,
/// TABLETALK_SEED another year.
class TestSimulatedYear : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theBooksAgreeAndDyingChangesNothing()
    {
        const auto seed = static_cast<quint32>(
            environmentOr("TABLETALK_SEED", static_cast<int>(QRandomGenerator::global()->generate() >> 1)));
        const int customers = environmentOr("TABLETALK_SIMULATED_ORGANISATIONS", 200);
        qInfo("TABLETALK_SEED=%u", seed);
        QElapsedTimer timer;
        timer.start();
        int months = 0;
        Year whole(seed, customers);
        whole.run([&](Year &year) {
            ++months;
            compareRevenue(year);
            compareBooks(year);
        });
        if (QTest::currentTestFailed())
            return;
        QVERIFY(months >= 12);
        compareNumbers(whole);
        requireEventful(whole);
        if (QTest::currentTestFailed())
            return;
        qInfo("%s, %lld ms", qPrintable(summary(whole)), timer.restart());

        QRandomGenerator dice(seed);
        QSet<int> killedAt;
        while (killedAt.size() < killings)
            killedAt.insert(1 + static_cast<int>(dice.bounded(whole.steps())));
        Year killed(seed, customers, killedAt);
        killed.run([](Year &) {});
        QCOMPARE(killed.killed(), killings);
        const QByteArray expected = whole.dump();
        const QByteArray found = killed.dump();
        QVERIFY(expected.size() > 10'000);
        const QList<QByteArray> expectedLines = expected.split('\n');
        const QList<QByteArray> foundLines = found.split('\n');
        for (qsizetype line = 0; line < std::min(expectedLines.size(), foundLines.size()); ++line)
            QCOMPARE(foundLines[line], expectedLines[line]);
        QVERIFY(found == expected);
        qInfo("%s, %lld ms", qPrintable(summary(killed)), timer.elapsed());
    }
};

static const bool registered = tabletalk::test::add<TestSimulatedYear>();
#include "tst_SimulatedYear.moc"
