// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/ConnectDialog.h"

#include "ui/connections/DatabaseCatalog.h"
#include "ui/connections/DatabaseListModel.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/BusyDots.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Notice.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSpinBox>
#include <QStackedWidget>

namespace tabletalk::ui {

namespace {

constexpr int dialogWidth = 620;

/// Opening a database over a slow line takes its time; the server has the shorter limit.
constexpr auto testTimeout = std::chrono::seconds(60);

QLineEdit *makeField(const QString &objectName, const QString &accessibleName, QWidget *parent)
{
    auto *field = new QLineEdit(parent);
    field->setObjectName(objectName);
    field->setAccessibleName(accessibleName);
    return field;
}

QFormLayout *makeForm(QWidget *parent)
{
    auto *form = new QFormLayout(parent);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(space::large);
    form->setVerticalSpacing(space::medium);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    return form;
}

} // namespace

ConnectDialog::ConnectDialog(WindowContext &context, QWidget *parent)
    : QDialog(parent)
    , m_context(context)
    , m_kinds(new QButtonGroup(this))
    , m_pages(new QStackedWidget(this))
    , m_notice(new Notice(this))
{
    setObjectName(QStringLiteral("connectDialog"));
    setWindowTitle(tr("Connect a database"));
    setMinimumWidth(dialogWidth);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::huge, space::huge, space::huge, space::huge);
    column->setSpacing(space::large);
    auto *heading = new QVBoxLayout;
    heading->setSpacing(space::tiny);
    heading->addWidget(makeLabel(tr("Connect a database"), TextStyle::Title, false, this));
    heading->addWidget(makeLabel(tr("It is only ever read: statements that could change anything are refused here "
                                    "and by the database."),
                                 TextStyle::Body, true, this));
    column->addLayout(heading);
    buildKinds(column);
    m_pages->addWidget(makeFilePage());
    m_pages->addWidget(makeServerPage());
    column->addWidget(m_pages);
    buildUrl(column);
    column->addWidget(m_notice);
    column->addStretch();
    buildButtons(column);
    m_pages->setCurrentIndex(0);
    m_pages->widget(1)->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored);
    onFieldsChanged();
}

void ConnectDialog::buildKinds(QBoxLayout *column)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(space::small);
    const std::pair<QString, QString> kinds[] = {{QStringLiteral("kindSqlite"), tr("SQLite file")},
                                                 {QStringLiteral("kindPostgres"), tr("PostgreSQL server")}};
    int number = 0;
    for (const auto &[name, text] : kinds) {
        auto *button = makeButton(name, text, ButtonKind::Quiet, this,
                                  number == 0 ? QStringLiteral("folder") : QStringLiteral("server"));
        button->setCheckable(true);
        button->setChecked(number == 0);
        m_kinds->addButton(button, number++);
        row->addWidget(button);
    }
    row->addStretch();
    connect(m_kinds, &QButtonGroup::idClicked, this, [this](int kind) {
        m_pasted.clear();
        // The hidden page must not hold the dialog open wider than the shown one.
        for (int i = 0; i < m_pages->count(); ++i) {
            const auto policy = i == kind ? QSizePolicy::Preferred : QSizePolicy::Ignored;
            m_pages->widget(i)->setSizePolicy(policy, policy);
        }
        m_pages->setCurrentIndex(kind);
        onFieldsChanged();
        adjustSize();
    });
    column->addLayout(row);
}

QWidget *ConnectDialog::makeFilePage()
{
    auto *page = new QWidget(m_pages);
    auto *form = makeForm(page);
    m_file = makeField(QStringLiteral("file"), tr("Database file"), page);
    m_file->setPlaceholderText(tr("/path/to/database.sqlite"));
    auto *browse =
        makeButton(QStringLiteral("browse"), tr("Browse…"), ButtonKind::Plain, page, QStringLiteral("folder"));
    connect(browse, &QPushButton::clicked, this, &ConnectDialog::chooseFile);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::small);
    row->addWidget(m_file, 1);
    row->addWidget(browse);
    auto *label = new QLabel(tr("&File"), page);
    label->setBuddy(m_file);
    form->addRow(label, row);
    connect(m_file, &QLineEdit::textChanged, this, &ConnectDialog::onFieldsChanged);
    return page;
}

QWidget *ConnectDialog::makeServerPage()
{
    auto *page = new QWidget(m_pages);
    auto *form = makeForm(page);
    m_host = makeField(QStringLiteral("host"), tr("Host"), page);
    m_host->setText(QStringLiteral("localhost"));
    m_port = new QSpinBox(page);
    m_port->setObjectName(QStringLiteral("port"));
    m_port->setAccessibleName(tr("Port"));
    m_port->setRange(1, 65535);
    m_port->setValue(5432);
    m_port->setFixedWidth(88);
    auto *hostRow = new QHBoxLayout;
    hostRow->setSpacing(space::small);
    auto *portLabel = new QLabel(tr("P&ort"), page);
    portLabel->setBuddy(m_port);
    hostRow->addWidget(m_host, 1);
    hostRow->addWidget(portLabel);
    hostRow->addWidget(m_port);
    auto *hostLabel = new QLabel(tr("&Host"), page);
    hostLabel->setBuddy(m_host);
    form->addRow(hostLabel, hostRow);
    m_database = makeField(QStringLiteral("database"), tr("Database"), page);
    form->addRow(tr("&Database"), m_database);
    m_user = makeField(QStringLiteral("user"), tr("User"), page);
    form->addRow(tr("&User"), m_user);
    m_password = makeField(QStringLiteral("password"), tr("Password"), page);
    m_password->setEchoMode(QLineEdit::Password);
    form->addRow(tr("&Password"), m_password);
    m_sslMode = new QComboBox(page);
    m_sslMode->setObjectName(QStringLiteral("sslMode"));
    m_sslMode->setAccessibleName(tr("Encryption"));
    m_sslMode->addItem(tr("When the server offers it"), QString());
    m_sslMode->addItem(tr("Always (require)"), QStringLiteral("require"));
    m_sslMode->addItem(tr("Always, check the certificate (verify-full)"), QStringLiteral("verify-full"));
    m_sslMode->addItem(tr("Never (disable)"), QStringLiteral("disable"));
    form->addRow(tr("&Encryption"), m_sslMode);

    for (QLineEdit *field : {m_host, m_database, m_user, m_password})
        connect(field, &QLineEdit::textChanged, this, &ConnectDialog::onFieldsChanged);
    connect(m_port, &QSpinBox::valueChanged, this, &ConnectDialog::onFieldsChanged);
    connect(m_sslMode, &QComboBox::currentIndexChanged, this, &ConnectDialog::onFieldsChanged);
    return page;
}

void ConnectDialog::buildUrl(QBoxLayout *column)
{
    column->addWidget(makeSeparator(this));
    auto *box = new QWidget(this);
    auto *form = makeForm(box);
    m_url = makeField(QStringLiteral("url"), tr("URL of the database; paste one here"), box);
    m_url->setPlaceholderText(tr("Paste a URL here, or fill in the fields above"));
    m_urlState = makeLabel({}, TextStyle::Caption, true, box);
    m_urlState->setObjectName(QStringLiteral("urlState"));
    auto *urlColumn = new QVBoxLayout;
    urlColumn->setSpacing(space::tiny);
    urlColumn->addWidget(m_url);
    urlColumn->addWidget(m_urlState);
    auto *urlLabel = new QLabel(tr("U&RL"), box);
    urlLabel->setBuddy(m_url);
    form->addRow(urlLabel, urlColumn);
    m_name = makeField(QStringLiteral("name"), tr("Name for the database"), box);
    m_name->setPlaceholderText(tr("How you and your colleagues call it"));
    form->addRow(tr("&Name"), m_name);
    column->addWidget(box);
    connect(m_url, &QLineEdit::textEdited, this, &ConnectDialog::onUrlEdited);
    connect(m_name, &QLineEdit::textEdited, this, [this] { m_nameEdited = true; });
    connect(m_name, &QLineEdit::textChanged, this, &ConnectDialog::onFieldsChanged);
}

void ConnectDialog::buildButtons(QBoxLayout *column)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(space::small);
    m_busy = new QWidget(this);
    auto *busyRow = new QHBoxLayout(m_busy);
    busyRow->setContentsMargins(0, 0, 0, 0);
    m_busyText = makeLabel({}, TextStyle::Body, true, m_busy);
    m_busyText->setWordWrap(false);
    busyRow->addWidget(new BusyDots(m_busy));
    busyRow->addWidget(m_busyText);
    m_busy->hide();
    m_test = makeButton(QStringLiteral("test"), tr("&Test"), ButtonKind::Plain, this, QStringLiteral("check"));
    m_create = makeButton(QStringLiteral("create"), tr("&Connect"), ButtonKind::Primary, this);
    auto *cancel = makeButton(QStringLiteral("cancel"), tr("Cancel"), ButtonKind::Plain, this);
    m_create->setDefault(true);
    connect(m_test, &QPushButton::clicked, this, &ConnectDialog::test);
    connect(m_create, &QPushButton::clicked, this, &ConnectDialog::create);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    row->addWidget(m_test);
    row->addWidget(m_busy);
    row->addStretch();
    row->addWidget(cancel);
    row->addWidget(m_create);
    column->addLayout(row);
}

DatabaseUrl ConnectDialog::fromFields() const
{
    DatabaseUrl url;
    url.kind = m_kinds->checkedId() == 0 ? DatabaseUrl::Kind::SQLite : DatabaseUrl::Kind::PostgreSQL;
    url.file = m_file->text().trimmed();
    url.host = m_host->text().trimmed();
    url.port = m_port->value();
    url.database = m_database->text();
    url.user = m_user->text();
    url.password = m_password->text();
    url.sslMode = m_sslMode->currentData().toString();
    return url;
}

void ConnectDialog::toFields(const DatabaseUrl &url)
{
    m_filling = true;
    const int kind = url.kind == DatabaseUrl::Kind::SQLite ? 0 : 1;
    if (m_kinds->checkedId() != kind)
        m_kinds->button(kind)->click();
    if (kind == 0) {
        m_file->setText(url.file);
    } else {
        m_host->setText(url.host);
        m_port->setValue(url.port);
        m_database->setText(url.database);
        m_user->setText(url.user);
        m_password->setText(url.password);
        // A mode that the list does not offer is kept as it was pasted.
        if (m_sslMode->findData(url.sslMode) < 0)
            m_sslMode->addItem(url.sslMode, url.sslMode);
        m_sslMode->setCurrentIndex(m_sslMode->findData(url.sslMode));
    }
    m_filling = false;
}

void ConnectDialog::onFieldsChanged()
{
    if (m_filling || !m_create)
        return;
    const DatabaseUrl url = fromFields();
    const bool complete = m_pasted.isEmpty() ? url.isComplete() : true;
    if (m_pasted.isEmpty() && sender() != m_url && sender() != m_name) {
        m_url->setText(url.isComplete() ? url.toDisplay() : QString());
        m_urlState->setText(tr("Made from the fields. You can also paste a URL."));
    }
    if (!m_nameEdited && m_pasted.isEmpty() && sender() != m_name)
        m_name->setText(url.suggestedName());
    m_test->setEnabled(complete);
    m_create->setEnabled(complete && !m_name->text().trimmed().isEmpty());
    m_notice->hide();
}

void ConnectDialog::onUrlEdited(const QString &text)
{
    const auto url = DatabaseUrl::fromText(text);
    m_pasted = url || text.trimmed().isEmpty() ? QString() : text.trimmed();
    if (url && url->password != QLatin1StringView("***")) {
        toFields(*url);
        m_urlState->setText(tr("Understood. The fields above were filled in."));
    } else if (!m_pasted.isEmpty()) {
        m_urlState->setText(tr("The server will say whether it understands this URL."));
    }
    m_notice->hide();
    m_filling = true;
    if (!m_nameEdited && url)
        m_name->setText(url->suggestedName());
    m_filling = false;
    const bool complete = m_pasted.isEmpty() ? fromFields().isComplete() : true;
    m_test->setEnabled(complete);
    m_create->setEnabled(complete && !m_name->text().trimmed().isEmpty());
}

void ConnectDialog::chooseFile()
{
    const QString file =
        QFileDialog::getOpenFileName(this, tr("Choose a SQLite database"), QString(),
                                     tr("SQLite databases (*.sqlite *.sqlite3 *.db *.db3);;All files (*)"));
    if (!file.isEmpty())
        m_file->setText(file);
}

void ConnectDialog::setBusy(bool busy, const QString &text)
{
    // A disabled button gives the focus away; the one that was pressed gets it back.
    if (busy)
        m_pressed = focusWidget();
    m_busy->setVisible(busy);
    m_busyText->setText(text);
    m_test->setEnabled(!busy);
    m_create->setEnabled(!busy);
    if (!busy && m_pressed)
        m_pressed->setFocus();
}

void ConnectDialog::showProblem(const Problem &problem)
{
    m_notice->show(problem);
}

void ConnectDialog::test()
{
    setBusy(true, tr("Trying to connect…"));
    m_notice->hide();
    CallOptions options;
    options.timeout = testTimeout;
    const QString url = m_pasted.isEmpty() ? fromFields().toUrl() : m_pasted;
    m_context.session.call<api::DatabaseTestResult>(
        "databases.testUrl", api::TestUrlRequest{url}, this,
        [this](const Result<api::DatabaseTestResult> &answer) {
            setBusy(false);
            if (!answer)
                return showProblem(answer.error());
            const bool namesItself = answer->serverVersion.startsWith(answer->kind, Qt::CaseInsensitive);
            const QString server =
                namesItself ? answer->serverVersion : QString(kindName(answer->kind) + u' ' + answer->serverVersion);
            const QString found = tr("%1 with %2 tables, answered in %3 ms.")
                                      .arg(server)
                                      .arg(QLocale().toString(answer->tableCount), QLocale().toString(answer->ms));
            if (answer->accountCanWrite && m_kinds->checkedId() == 1)
                m_notice->show(Notice::Kind::Warning, tr("It works, but this account may write."),
                               found + u'\n'
                                   + tr("Tabletalk only reads; an account that can only read is safer still."));
            else
                m_notice->show(Notice::Kind::Success, tr("It works."), found);
        },
        options);
}

void ConnectDialog::create()
{
    setBusy(true, tr("Connecting…"));
    m_notice->hide();
    api::CreateDatabaseRequest request;
    request.name = m_name->text().trimmed();
    request.url = m_pasted.isEmpty() ? fromFields().toUrl() : m_pasted;
    m_context.catalog.create(request, this, [this](const Result<api::Database> &answer) {
        setBusy(false);
        if (!answer)
            return showProblem(answer.error());
        Q_EMIT created(answer->id);
        accept();
    });
}

} // namespace tabletalk::ui
