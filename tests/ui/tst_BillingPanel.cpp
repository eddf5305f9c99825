// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/Codec.h"
#include "tests/support/TestRunner.h"
#include "tests/ui/WindowFixture.h"
#include "ui/billing/BillingText.h"
#include "ui/billing/InvoiceDocument.h"
#include "ui/billing/InvoicesCard.h"
#include "ui/export/PageWriter.h"

#include <boost/json/parse.hpp>

#include <QApplication>
#include <QBuffer>
#include <QComboBox>
#include <QDateTime>
#include <QFile>
#include <QJsonArray>
#include <QLabel>
#include <QLocale>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QTextDocument>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

QJsonObject money(qint64 amount, const QString &currency = u"JPY"_s)
{
    return {{u"amount"_s, amount}, {u"currency"_s, currency}};
}

QJsonObject plan(const QString &id, const QString &name, qint64 month, int users, const QJsonArray &features)
{
    return {
        {u"id"_s, id},
        {u"name"_s, name},
        {u"description"_s, u"For those who need it"_s},
        {u"offered"_s, true},
        {u"prices"_s, QJsonArray{QJsonObject{{u"currency"_s, u"JPY"_s}, {u"month"_s, month}, {u"year"_s, month * 10}}}},
        {u"limits"_s, users > 0 ? QJsonObject{{u"users"_s, users},
                                              {u"workspaces"_s, 3},
                                              {u"connections"_s, 3},
                                              {u"questionsPerMonth"_s, 5'000},
                                              {u"tokensPerMonth"_s, 100'000},
                                              {u"storageBytes"_s, qint64(5'368'709'120)}}
                                : QJsonObject()},
        {u"features"_s, features}};
}

QJsonObject starter()
{
    return plan(u"starter"_s, u"Starter"_s, 29'800, 10, {u"api_access"_s});
}

QJsonObject enterprise()
{
    return plan(u"enterprise"_s, u"Enterprise"_s, 198'000, 0,
                {u"api_access"_s, u"branding"_s, u"white_label"_s, u"analytics"_s, u"priority_support"_s, u"sso"_s});
}

QString inDays(double days)
{
    return QDateTime::currentDateTimeUtc().addMSecs(qint64(days * 24 * 3600 * 1000)).toString(Qt::ISODateWithMs);
}

QJsonObject subscription(const QString &state, const QJsonObject &more = {})
{
    QJsonObject all{{u"plan"_s, starter()},
                    {u"state"_s, state},
                    {u"interval"_s, u"month"_s},
                    {u"price"_s, money(29'800)},
                    {u"periodBegin"_s, inDays(-10)},
                    {u"periodEnd"_s, inDays(4.5)},
                    {u"cancelsAtPeriodEnd"_s, false},
                    {u"credit"_s, money(0)},
                    {u"due"_s, money(0)}};
    for (auto each = more.begin(); each != more.end(); ++each)
        all[each.key()] = each.value();
    return all;
}

QJsonObject line(const QString &kind, const QString &text, qint64 net)
{
    return {{u"kind"_s, kind},
            {u"text"_s, text},
            {u"begin"_s, u"2026-05-05T00:00:00Z"_s},
            {u"end"_s, u"2026-06-01T00:00:00Z"_s},
            {u"net"_s, money(net)},
            {u"tax"_s, money(net / 10)},
            {u"gross"_s, money(net + net / 10)}};
}

QJsonObject invoice(int number, const QString &kind, qint64 open)
{
    const bool isNote = kind == u"credit_note";
    QJsonObject all{{u"id"_s, idText(number)},
                    {u"kind"_s, kind},
                    {u"number"_s, (isNote ? u"CN-%1"_s : u"INV-%1"_s).arg(number, 6, 10, QLatin1Char('0'))},
                    {u"status"_s, isNote     ? u"issued"_s
                                  : open > 0 ? u"open"_s
                                             : u"paid"_s},
                    {u"issuedAt"_s, u"2026-05-05T10:00:00Z"_s},
                    {u"net"_s, money(29'800)},
                    {u"tax"_s, money(2'980)},
                    {u"gross"_s, money(32'780)},
                    {u"creditUsed"_s, money(1'000)},
                    {u"paid"_s, money(isNote ? 0 : 31'780 - open)},
                    {u"credited"_s, money(0)},
                    {u"open"_s, money(open)},
                    {u"taxBasisPoints"_s, 1'000},
                    {u"taxInclusive"_s, false},
                    {u"seller"_s, u"Tables & Talk GmbH\nHafenstr. 1\nHamburg\nDE123456789"_s},
                    {u"buyer"_s, u"Analytical <Engines>"_s},
                    {u"note"_s, isNote ? u"As agreed on the telephone"_s : QString()},
                    {u"lines"_s, QJsonArray{line(u"period"_s, u"Starter, a month"_s, 29'800)}}};
    if (!isNote)
        all[u"dueAt"_s] = u"2026-06-04T10:00:00Z"_s;
    return all;
}

api::Invoice readInvoice(const QJsonObject &json)
{
    const QByteArray text = QJsonDocument(json).toJson();
    return api::fromJson<api::Invoice>(boost::json::parse(text.toStdString()), u"invoice").value();
}

void fill(FakeServer &server, const QJsonObject &has)
{
    for (const QString &list : {u"databases.list"_s, u"chat.databases"_s, u"conversations.list"_s})
        server.on(list, QJsonObject{{u"items"_s, QJsonArray()}});
    server.on(u"plans.list"_s,
              QJsonObject{{u"items"_s, QJsonArray{plan(u"free"_s, u"Free"_s, 0, 2, {}), starter(), enterprise()}}});
    server.on(u"subscription.read"_s, has);
    QJsonObject listed = invoice(7, u"invoice"_s, 31'780);
    listed[u"lines"_s] = QJsonArray();
    server.on(u"invoices.list"_s, QJsonObject{{u"items"_s, QJsonArray{invoice(3, u"credit_note"_s, 0), listed,
                                                                      invoice(1, u"invoice"_s, 0)}}});
    server.on(u"invoices.read"_s, invoice(7, u"invoice"_s, 31'780));
    server.on(u"billing.address"_s, QJsonObject{{u"address"_s, u"1 High Street\nLondon"_s}});
    server.on(u"billing.history"_s,
              QJsonObject{{u"items"_s, QJsonArray{QJsonObject{{u"at"_s, u"2026-05-05T10:00:00Z"_s},
                                                              {u"kind"_s, u"renewed"_s},
                                                              {u"planId"_s, u"starter"_s},
                                                              {u"interval"_s, u"month"_s},
                                                              {u"detail"_s, u"INV-000007"_s}}}}});
}

/// Answers the question that is asked next; true presses the button that goes on.
void answerNext(bool yes)
{
    QTimer::singleShot(0, qApp, [yes] {
        auto *box = qobject_cast<QMessageBox *>(QApplication::activeModalWidget());
        if (!box)
            return;
        const auto buttons = box->buttons();
        for (QAbstractButton *button : buttons) {
            if ((box->buttonRole(button) == QMessageBox::DestructiveRole) == yes)
                return button->click();
        }
    });
}

} // namespace

/// The panel of billing against fixed answers, and the documents that it saves.
class TestBillingPanel : public QObject
{
    Q_OBJECT

    Theme *m_theme = nullptr;

    static void openPanel(WindowFixture &f, const QJsonObject &has)
    {
        f.open();
        fill(*f.server, has);
        f.window().showPanel(u"billing"_s);
        QTRY_VERIFY(f.find<QWidget>(u"currentPlan"_s)->isVisible());
    }
    static QString text(WindowFixture &f, const QString &label) { return f.find<QLabel>(label)->text(); }
    static bool isShown(WindowFixture &f, const QString &name) { return f.find<QWidget>(name)->isVisible(); }

private Q_SLOTS:
    void initTestCase() { m_theme = new Theme(*qApp); }
    void cleanupTestCase() { delete m_theme; }
    void cleanup() { QLocale::setDefault(QLocale::c()); }

    void moneyHasTheDigitsOfItsCurrencyAndIsWrittenAsTheLocaleDoes_data()
    {
        QTest::addColumn<QString>("locale");
        QTest::addColumn<qint64>("amount");
        QTest::addColumn<QString>("currency");
        QTest::addColumn<QString>("text");
        QTest::newRow("yen has no minor unit") << u"ja_JP"_s << qint64(29'800) << u"JPY"_s << u"￥29,800"_s;
        QTest::newRow("yen abroad") << u"en_US"_s << qint64(29'800) << u"JPY"_s << u"¥29,800"_s;
        QTest::newRow("dollars") << u"en_US"_s << qint64(123'456) << u"USD"_s << u"$1,234.56"_s;
        QTest::newRow("dollars abroad") << u"de_DE"_s << qint64(123'456) << u"USD"_s << u"1.234,56\u00a0USD"_s;
        QTest::newRow("cents alone") << u"en_US"_s << qint64(5) << u"USD"_s << u"$0.05"_s;
        QTest::newRow("taken back") << u"en_US"_s << qint64(-50) << u"USD"_s << u"-$0.50"_s;
        QTest::newRow("euro") << u"de_DE"_s << qint64(1'890'000) << u"EUR"_s << u"18.900,00\u00a0€"_s;
        QTest::newRow("three digits") << u"en_US"_s << qint64(1'234'567) << u"KWD"_s << u"1,234.567\u00a0KWD"_s;
        QTest::newRow("beyond doubles") << u"en_US"_s << qint64(9'007'199'254'740'993) << u"USD"_s
                                        << u"$90,071,992,547,409.93"_s;
    }

    void moneyHasTheDigitsOfItsCurrencyAndIsWrittenAsTheLocaleDoes()
    {
        QFETCH(QString, locale);
        QFETCH(qint64, amount);
        QFETCH(QString, currency);
        QFETCH(QString, text);
        QCOMPARE(amountText({amount, currency}, QLocale(locale)), text);
    }

    void theTrialIsToldWithTheDaysThatAreLeft()
    {
        WindowFixture f(*m_theme);
        openPanel(f, subscription(u"trialing"_s));
        QCOMPARE(text(f, u"planName"_s), u"Starter"_s);
        QCOMPARE(text(f, u"planState"_s), u"Trial"_s);
        QVERIFY(text(f, u"planPeriod"_s).contains(u"5 days"_s));
        QVERIFY(text(f, u"planPrice"_s).contains(QLocale().toString(29'800)));
        QVERIFY(!isShown(f, u"billingWarning"_s));
        QTRY_COMPARE(f.find<QTableView>(u"invoices"_s)->model()->rowCount(), 3);
        QTRY_COMPARE(f.find<QTableView>(u"billingHistory"_s)->model()->rowCount(), 1);
        f.window().resize(1240, 1500);
        QVERIFY(f.picture(f.window(), u"billing-trial"_s));
        QCOMPARE(namelessControls(f.window()), QStringList());
    }

    void whoIsNotBilledSeesThatEverythingIsUnlimited()
    {
        WindowFixture f(*m_theme);
        openPanel(f, {{u"plan"_s, plan(u"self-hosted"_s, u"Self-hosted"_s, 0, 0, {u"api_access"_s})},
                      {u"state"_s, u"active"_s},
                      {u"interval"_s, u"month"_s},
                      {u"cancelsAtPeriodEnd"_s, false}});
        QCOMPARE(text(f, u"planState"_s), u"not billed"_s);
        QVERIFY(text(f, u"planAbout"_s).contains(u"not billed"_s));
        for (const QString &hidden :
             {u"plans"_s, u"invoicesCard"_s, u"billingHistoryCard"_s, u"billingAddressCard"_s, u"cancelPlan"_s})
            QVERIFY2(!isShown(f, hidden), qPrintable(hidden));
        QCOMPARE(f.server->count(u"invoices.list"_s), 0);
        QVERIFY(f.picture(f.window(), u"billing-self-hosted"_s));
    }

    void whatAnUpgradeCostsIsShownBeforeItIsMade()
    {
        WindowFixture f(*m_theme);
        openPanel(f, subscription(u"active"_s));
        f.server->on(u"subscription.preview"_s,
                     QJsonObject{{u"atOnce"_s, true},
                                 {u"effectiveAt"_s, inDays(0)},
                                 {u"lines"_s, QJsonArray{line(u"unused"_s, u"Starter, taken back"_s, -14'900),
                                                         line(u"remainder"_s, u"Enterprise, the rest"_s, 99'000)}},
                                 {u"net"_s, money(84'100)},
                                 {u"tax"_s, money(8'410)},
                                 {u"gross"_s, money(92'510)}});
        f.find<QComboBox>(u"planInterval"_s)->setCurrentIndex(1);
        QCOMPARE(text(f, u"price_starter"_s).contains(QLocale().toString(298'000)), true);
        f.find<QPushButton>(u"choose_enterprise"_s)->click();
        QTRY_VERIFY(isShown(f, u"changePreview"_s));
        QCOMPARE(f.server->count(u"subscription.change"_s), 0);
        QVERIFY(text(f, u"previewWhen"_s).contains(u"At once"_s));
        QCOMPARE(f.find<QWidget>(u"changePreview"_s)->findChildren<QLabel *>(u"previewAmount"_s).size(), 3);
        QLabel *total = f.window().findChildren<QLabel *>(u"previewTotal"_s).last();
        QVERIFY(total->text().contains(QLocale().toString(92'510)));
        f.window().resize(1240, 1500);
        QVERIFY(f.picture(f.window(), u"billing-upgrade"_s));

        f.server->on(u"subscription.change"_s, subscription(u"active"_s));
        f.find<QPushButton>(u"confirmChange"_s)->click();
        QTRY_VERIFY(!isShown(f, u"changePreview"_s));
        QCOMPARE(f.server->last(u"subscription.change"_s),
                 (QJsonObject{{u"planId"_s, u"enterprise"_s}, {u"interval"_s, u"year"_s}}));
        QTRY_COMPARE(f.server->count(u"subscription.read"_s), 2);
    }

    void aPlannedDowngradeIsShownAndTakenBack()
    {
        WindowFixture f(*m_theme);
        openPanel(f, subscription(u"active"_s, {{u"nextPlanId"_s, u"free"_s}, {u"nextInterval"_s, u"month"_s}}));
        QVERIFY(isShown(f, u"plannedChange"_s));
        QVERIFY(f.find<QWidget>(u"plannedChange"_s)->accessibleName().contains(u"Free"_s));
        f.server->on(u"subscription.resume"_s, subscription(u"active"_s));
        f.server->on(u"subscription.read"_s, subscription(u"active"_s));
        f.find<QPushButton>(u"keepPlan"_s)->click();
        QTRY_VERIFY(!isShown(f, u"plannedChange"_s));
        QVERIFY(!isShown(f, u"keepPlan"_s));
    }

    void cancellingIsAskedForFirst()
    {
        WindowFixture f(*m_theme);
        openPanel(f, subscription(u"active"_s));
        f.server->on(u"subscription.cancel"_s, subscription(u"active"_s, {{u"cancelsAtPeriodEnd"_s, true}}));
        answerNext(false);
        f.find<QPushButton>(u"cancelPlan"_s)->click();
        QCOMPARE(f.server->count(u"subscription.cancel"_s), 0);
        f.server->on(u"subscription.read"_s, subscription(u"active"_s, {{u"cancelsAtPeriodEnd"_s, true}}));
        answerNext(true);
        f.find<QPushButton>(u"cancelPlan"_s)->click();
        QTRY_COMPARE(f.server->count(u"subscription.cancel"_s), 1);
        QTRY_VERIFY(isShown(f, u"keepPlan"_s));
        QVERIFY(!isShown(f, u"cancelPlan"_s));
    }

    void whatIsOverdueOrSuspendedIsSaid()
    {
        WindowFixture f(*m_theme);
        openPanel(f, subscription(u"past_due"_s, {{u"due"_s, money(31'780)}}));
        QVERIFY(f.find<QWidget>(u"billingWarning"_s)->accessibleName().contains(u"overdue"_s));
        QVERIFY(text(f, u"planMoney"_s).contains(QLocale().toString(31'780)));
        f.server->on(u"subscription.read"_s, subscription(u"suspended"_s));
        f.window().showPanel(u"settings"_s);
        f.window().showPanel(u"billing"_s);
        QTRY_VERIFY(f.find<QWidget>(u"billingWarning"_s)->accessibleName().contains(u"suspended"_s));
        QVERIFY(f.picture(f.window(), u"billing-suspended"_s));
    }

    void theAddressOnInvoicesIsChanged()
    {
        WindowFixture f(*m_theme);
        openPanel(f, subscription(u"active"_s));
        auto *text = f.find<QPlainTextEdit>(u"billingAddress"_s);
        auto *save = f.find<QPushButton>(u"saveBillingAddress"_s);
        QTRY_COMPARE(text->toPlainText(), u"1 High Street\nLondon"_s);
        QVERIFY(!save->isEnabled());
        text->setPlainText(u"2 Low Street"_s);
        QVERIFY(save->isEnabled());
        f.server->on(u"billing.setAddress"_s, QJsonObject{{u"address"_s, u"2 Low Street"_s}});
        save->click();
        QTRY_VERIFY(isShown(f, u"billingAddressNotice"_s));
        QCOMPARE(f.server->last(u"billing.setAddress"_s), (QJsonObject{{u"address"_s, u"2 Low Street"_s}}));
        QVERIFY(!save->isEnabled());
    }

    void aRefusalOfTheServerIsShownWhereItWasAskedFor()
    {
        WindowFixture f(*m_theme);
        openPanel(f, subscription(u"active"_s));
        f.server->refuse(u"subscription.preview"_s,
                         {{u"code"_s, u"conflict"_s}, {u"title"_s, u"An invoice is overdue."_s}});
        f.find<QPushButton>(u"choose_free"_s)->click();
        QTRY_VERIFY(isShown(f, u"plansNotice"_s));
        QVERIFY(!isShown(f, u"changePreview"_s));
    }

    void anInvoiceIsSavedAsAPdf()
    {
        WindowFixture f(*m_theme);
        openPanel(f, subscription(u"active"_s));
        auto *table = f.find<QTableView>(u"invoices"_s);
        QTRY_COMPARE(table->model()->rowCount(), 3);
        QVERIFY(!f.find<QPushButton>(u"saveInvoice"_s)->isEnabled());
        table->selectRow(1);
        const QString path = f.directory.filePath(u"out.pdf"_s);
        QString proposed;
        f.find<InvoicesCard>(u"invoicesCard"_s)->chooseFile = [&](const QString &name) {
            proposed = name;
            return path;
        };
        f.find<QPushButton>(u"saveInvoice"_s)->click();
        QTRY_VERIFY(isShown(f, u"invoicesNotice"_s));
        QCOMPARE(proposed, u"INV-000007.pdf"_s);
        QCOMPARE(f.server->last(u"invoices.read"_s), (QJsonObject{{u"id"_s, idText(7)}}));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        QVERIFY(bytes.startsWith("%PDF-"));
        QCOMPARE(bytes.count("/Type /Page\n"), 1);
    }

    void anInvoiceSaysWhoWhatAndHowMuch()
    {
        QLocale::setDefault(QLocale(u"en_US"_s));
        const auto document = invoiceDocument(readInvoice(invoice(7, u"invoice"_s, 31'780)));
        const QStringList said = document->toPlainText().split(u'\n', Qt::SkipEmptyParts);
        const QStringList expected{u"Invoice"_s,
                                   u"Number"_s,
                                   u"INV-000007"_s,
                                   u"Date"_s,
                                   u"5/5/26"_s,
                                   u"To be paid by"_s,
                                   u"6/4/26"_s,
                                   u"From"_s,
                                   u"To"_s,
                                   u"Tables & Talk GmbH"_s,
                                   u"Hafenstr. 1"_s,
                                   u"Hamburg"_s,
                                   u"DE123456789"_s,
                                   u"Analytical <Engines>"_s,
                                   u"What"_s,
                                   u"Net"_s,
                                   u"Tax"_s,
                                   u"Total"_s,
                                   u"Starter, a month"_s,
                                   u"5/5/26 to 6/1/26"_s,
                                   u"¥29,800"_s,
                                   u"¥2,980"_s,
                                   u"¥32,780"_s,
                                   u"Net"_s,
                                   u"¥29,800"_s,
                                   u"Tax 10 %"_s,
                                   u"¥2,980"_s,
                                   u"Total"_s,
                                   u"¥32,780"_s,
                                   u"Taken from your credit"_s,
                                   u"-¥1,000"_s,
                                   u"To be paid"_s,
                                   u"¥31,780"_s};
        QCOMPARE(said, expected);
    }

    void aCreditNoteSaysWhyAndAsksForNothing()
    {
        QLocale::setDefault(QLocale(u"en_US"_s));
        const QString said = invoiceDocument(readInvoice(invoice(3, u"credit_note"_s, 0)))->toPlainText();
        QVERIFY(said.startsWith(u"Credit note\n"_s));
        QVERIFY(said.contains(u"As agreed on the telephone"_s));
        QVERIFY(!said.contains(u"To be paid"_s));
        QVERIFY(
            invoiceDocument(readInvoice(invoice(1, u"invoice"_s, 0)))->toPlainText().contains(u"nothing is open"_s));
    }

    void aLongInvoiceGoesOnOnFurtherPages()
    {
        QJsonObject json = invoice(7, u"invoice"_s, 31'780);
        QJsonArray lines;
        for (int i = 0; i < 120; ++i)
            lines.append(line(u"period"_s, u"Starter, month %1"_s.arg(i), 29'800));
        json[u"lines"_s] = lines;
        const auto document = invoiceDocument(readInvoice(json));
        QBuffer out;
        QVERIFY(out.open(QIODevice::WriteOnly));
        QVERIFY(writePages(out, *document, {.title = u"INV-000007"_s}));
        QCOMPARE(out.data().count("/Type /Page\n"), document->pageCount());
        QVERIFY(document->pageCount() >= 4);
    }
};

static const bool registered = tabletalk::test::add<TestBillingPanel>();
#include "tst_BillingPanel.moc"
