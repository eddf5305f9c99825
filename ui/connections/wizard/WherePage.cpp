// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/wizard/WherePage.h"

#include "ui/connections/DatabaseState.h"
#include "ui/connections/wizard/FileFields.h"
#include "ui/connections/wizard/OdbcFields.h"
#include "ui/connections/wizard/ServerFields.h"
#include "ui/connections/wizard/TestSteps.h"
#include "ui/connections/wizard/UrlLine.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Form.h"
#include "ui/widgets/Notice.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

enum FieldsPage { FilePage, ServerPage, OdbcPage };

FieldsPage pageOf(ConnectionKind kind)
{
    if (isServerKind(kind))
        return ServerPage;
    return kind == ConnectionKind::Odbc ? OdbcPage : FilePage;
}

} // namespace

WherePage::WherePage(bool local, QWidget *parent)
    : QWidget(parent)
    , m_kinds(new QButtonGroup(this))
    , m_fields({new FileFields(local, this), new ServerFields(local, this), new OdbcFields(this)})
    , m_line(new UrlLine(this))
    , m_steps(new TestSteps(this))
    , m_notice(new Notice(this))
{
    setObjectName(u"wherePage"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::large);
    buildKinds(column);
    for (ConnectionFields *fields : m_fields) {
        connect(fields, &ConnectionFields::edited, this, &WherePage::onFieldsEdited);
        column->addWidget(fields);
    }
    column->addWidget(makeSeparator(this));
    auto *urlBox = new QWidget(this);
    addRow(makeForm(urlBox), tr("U&RL"), m_line->field(), m_line);
    column->addWidget(urlBox);
    column->addWidget(m_notice);
    column->addWidget(m_steps);
    column->addStretch();
    connect(m_line, &UrlLine::edited, this, &WherePage::onUrlEdited);
    connect(m_line, &UrlLine::becameUnreadable, this, [this] {
        forgetTest();
        Q_EMIT changed();
    });
    alignLabels(this);
    m_steps->hide();
    showFields(ConnectionKind::Sqlite);
}

void WherePage::buildKinds(QBoxLayout *column)
{
    struct Kind
    {
        ConnectionKind kind;
        QString name;
        QString text;
        QString iconName;
    };
    const Kind kinds[] = {
        {ConnectionKind::Sqlite, u"kindSqlite"_s, tr("SQLite file"), u"file"_s},
        {ConnectionKind::PostgreSql, u"kindPostgres"_s, tr("PostgreSQL"), u"server"_s},
        {ConnectionKind::MySql, u"kindMysql"_s, tr("MySQL, MariaDB"), u"server"_s},
        {ConnectionKind::SqlServer, u"kindSqlServer"_s, tr("SQL Server"), u"server"_s},
        {ConnectionKind::Odbc, u"kindOdbc"_s, tr("ODBC"), u"plug"_s},
    };
    auto *row = new QHBoxLayout;
    row->setSpacing(space::tiny);
    for (const Kind &kind : kinds) {
        auto *button = makeButton(kind.name, kind.text, ButtonKind::Quiet, this, kind.iconName);
        button->setCheckable(true);
        m_kinds->addButton(button, int(kind.kind));
        row->addWidget(button);
    }
    row->addStretch();
    m_kinds->button(int(ConnectionKind::Sqlite))->setChecked(true);
    connect(m_kinds, &QButtonGroup::idClicked, this, [this](int kind) { chooseKind(ConnectionKind(kind)); });
    column->addLayout(row);
}

ConnectionFields *WherePage::fieldsOf(ConnectionKind kind) const
{
    return m_fields[pageOf(kind)];
}

void WherePage::showFields(ConnectionKind kind)
{
    for (ConnectionFields *fields : m_fields)
        fields->setVisible(fields == fieldsOf(kind));
    if (auto *button = m_kinds->button(int(kind)))
        button->setChecked(true);
}

/// What was typed for one kind of server is kept for another.
void WherePage::chooseKind(ConnectionKind kind)
{
    ConnectionUrl url;
    url.kind = kind;
    if (isServerKind(kind)) {
        const bool again = isServerKind(m_url.kind);
        url.host = again ? m_url.host : u"localhost"_s;
        url.port = again && m_url.port != defaultPort(m_url.kind) ? m_url.port : defaultPort(kind);
        url.user = m_url.user;
        url.password = m_url.password;
        url.database = m_url.database;
        url.setOption(u"sslmode"_s, m_url.option(u"sslmode"));
        url.setOption(u"sslrootcert"_s, m_url.option(u"sslrootcert"));
        fieldsOf(kind)->show(url);
    } else {
        fieldsOf(kind)->apply(url);
    }
    m_url = url;
    showFields(kind);
    m_line->setUrl(m_url);
    forgetTest();
    Q_EMIT changed();
}

void WherePage::onFieldsEdited()
{
    if (m_url.kind == ConnectionKind::Sample)
        m_url = ConnectionUrl(); // pasted before; a file is typed over it
    fieldsOf(m_url.kind)->apply(m_url);
    m_line->setUrl(m_url);
    forgetTest();
    Q_EMIT changed();
}

void WherePage::onUrlEdited(const ConnectionUrl &url)
{
    m_url = url;
    showFields(url.kind);
    fieldsOf(url.kind)->show(url);
    forgetTest();
    Q_EMIT changed();
}

void WherePage::setFile(const QString &path)
{
    ConnectionUrl url;
    url.kind = ConnectionKind::Sqlite;
    url.path = path;
    onUrlEdited(url);
    m_line->setUrl(m_url);
}

bool WherePage::isComplete() const
{
    return m_url.isComplete() && !m_line->isUnreadable();
}

void WherePage::focusFields()
{
    fieldsOf(m_url.kind)->setFocus();
}

// --- the test ----------------------------------------------------------------

void WherePage::forgetTest()
{
    m_steps->hide();
    m_notice->hide();
}

QWidget *WherePage::outcome() const
{
    return m_steps->isHidden() ? static_cast<QWidget *>(m_notice) : m_steps;
}

void WherePage::showTesting()
{
    m_notice->hide();
    m_steps->wait(m_url.kindName());
    m_steps->setVisible(true);
}

void WherePage::showResult(const api::DatabaseTestResult &result)
{
    m_steps->show(m_url.kindName(), result);
    m_steps->setVisible(!result.steps.empty());
    const bool namesItself = result.serverVersion.startsWith(result.kind, Qt::CaseInsensitive);
    const QString server =
        namesItself ? result.serverVersion : QString(kindName(result.kind) + u' ' + result.serverVersion);
    const QString found =
        tr("%1 with %2, answered in %3.").arg(server, tableCountText(result.tableCount), durationText(result.ms));
    // Of a file everybody who may write it could: that says nothing about an account.
    if (result.accountCanWrite && isServerKind(m_url.kind))
        m_notice->show(Notice::Kind::Warning, tr("It works, but this account may write."),
                       found + u'\n' + tr("Tabletalk only reads; an account that can only read is safer still."));
    else
        m_notice->show(Notice::Kind::Success, tr("It works."), found);
}

void WherePage::showProblem(const Problem &problem)
{
    const bool placed = m_steps->show(m_url.kindName(), problem);
    m_steps->setVisible(placed);
    // What failed is told in its row, in the middle of what did not.
    if (placed)
        m_notice->hide();
    else
        m_notice->show(problem);
}

} // namespace tabletalk::ui
