// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/wizard/ConnectWizard.h"

#include "ui/connections/DatabaseCatalog.h"
#include "ui/connections/wizard/NamePage.h"
#include "ui/connections/wizard/TablesPage.h"
#include "ui/connections/wizard/WherePage.h"
#include "ui/help/HelpWindow.h"
#include "ui/session/Servers.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/BusyDots.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/ScrollColumn.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTimer>
#include <QToolButton>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int dialogWidth = 760;
constexpr int dialogHeight = 760;

/// Opening a database over a slow line takes its time; the server has the shorter limit.
constexpr auto testTimeout = std::chrono::seconds(60);

} // namespace

ConnectWizard::ConnectWizard(WindowContext &context, QWidget *parent)
    : QDialog(parent)
    , m_context(context)
    , m_pages(new QStackedWidget(this))
    , m_where(new WherePage(context.servers.isLocal(), this))
    , m_tables(new TablesPage(context.session, this))
    , m_name(new NamePage(this))
{
    setObjectName(u"connectDialog"_s);
    setWindowTitle(tr("Connect a database"));
    setMinimumWidth(dialogWidth);
    resize(dialogWidth, dialogHeight);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::huge, space::huge, space::huge, space::huge);
    column->setSpacing(space::large);
    buildHeading(column);
    // The first page grows with what a test says; a small screen scrolls it.
    auto *scroll = new QScrollArea(m_pages);
    m_scroll = scroll;
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *inside = new ScrollColumn(scroll);
    auto *insideColumn = new QVBoxLayout(inside);
    insideColumn->setContentsMargins(0, 0, 0, 0);
    insideColumn->addWidget(m_where);
    scroll->setWidget(inside);
    m_pages->addWidget(scroll);
    m_pages->addWidget(m_tables);
    m_pages->addWidget(m_name);
    column->addWidget(m_pages, 1);
    buildButtons(column);
    connect(m_where, &WherePage::changed, this, &ConnectWizard::onChanged);
    connect(m_tables, &TablesPage::changed, this, &ConnectWizard::refresh);
    connect(m_name, &NamePage::changed, this, [this] {
        m_name->forgetProblem();
        refresh();
    });
    goTo(Where);
    m_where->focusFields();
}

void ConnectWizard::setFile(const QString &path)
{
    m_where->setFile(path);
}

void ConnectWizard::buildHeading(QBoxLayout *column)
{
    auto *heading = new QVBoxLayout;
    heading->setSpacing(space::small);
    auto *first = new QHBoxLayout;
    first->addWidget(makeLabel(tr("Connect a database"), TextStyle::Title, false, this), 1);
    QToolButton *help = offerHelp(*this, m_context.theme, u"user-guide#connecting-a-database"_s);
    first->addWidget(help);
    heading->addLayout(first);
    auto *marks = new QHBoxLayout;
    marks->setSpacing(space::small);
    const QString titles[] = {tr("1  Where it is"), tr("2  What is read"), tr("3  Name")};
    for (int i = 0; i < StepTotal; ++i) {
        m_marks[i] = makeBadge(titles[i], "neutral", this);
        marks->addWidget(m_marks[i]);
    }
    marks->addStretch();
    heading->addLayout(marks);
    column->addLayout(heading);
}

void ConnectWizard::buildButtons(QBoxLayout *column)
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
    m_test = makeButton(u"test"_s, tr("&Test"), ButtonKind::Plain, this, u"check"_s);
    auto *cancel = makeButton(u"cancel"_s, tr("Cancel"), ButtonKind::Plain, this);
    m_back = makeButton(u"back"_s, tr("&Back"), ButtonKind::Plain, this);
    m_next = makeButton(u"next"_s, tr("Ne&xt"), ButtonKind::Plain, this);
    m_create = makeButton(u"create"_s, tr("&Connect"), ButtonKind::Primary, this);
    connect(m_test, &QPushButton::clicked, this, &ConnectWizard::test);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_back, &QPushButton::clicked, this, &ConnectWizard::back);
    connect(m_next, &QPushButton::clicked, this, &ConnectWizard::next);
    connect(m_create, &QPushButton::clicked, this, &ConnectWizard::create);
    row->addWidget(m_test);
    row->addWidget(m_busy);
    row->addStretch();
    for (QPushButton *button : {cancel, m_back, m_next, m_create})
        row->addWidget(button);
    column->addLayout(row);
}

ConnectWizard::Step ConnectWizard::step() const
{
    return Step(m_pages->currentIndex());
}

void ConnectWizard::goTo(Step step)
{
    m_pages->setCurrentIndex(step);
    for (int i = 0; i < StepTotal; ++i) {
        setStyleClass(m_marks[i], "badge", i == step ? u"accent"_s : u"neutral"_s);
        m_marks[i]->setAccessibleDescription(i == step ? tr("This step") : QString());
    }
    m_test->setVisible(step == Where);
    m_back->setVisible(step != Where);
    m_next->setVisible(step != Name);
    m_next->setText(step == Where ? tr("Choose tab&les…") : tr("Ne&xt"));
    m_next->setAccessibleName(step == Where ? tr("Choose tables") : tr("Next"));
    // One button at a time is the one to press next.
    setStyleClass(m_next, "primary", step == Tables);
    m_next->setDefault(step == Tables);
    m_create->setVisible(step != Tables);
    m_create->setDefault(step != Tables);
    if (step == Name)
        m_name->setFocus();
    refresh();
}

void ConnectWizard::onChanged()
{
    ++m_generation;
    m_selection.reset();
    m_name->suggestName(m_where->isComplete() ? m_where->url().suggestedName() : QString());
    refresh();
}

void ConnectWizard::refresh()
{
    const bool complete = m_where->isComplete() && !m_isBusy;
    m_test->setEnabled(complete);
    m_next->setEnabled(complete && (step() != Tables || m_tables->hasChoice()));
    m_create->setEnabled(complete && (step() != Name || (m_selection && !m_name->name().isEmpty())));
}

void ConnectWizard::setBusy(const QString &text)
{
    // A disabled button gives the focus away; the one that was pressed gets it back.
    m_isBusy = !text.isEmpty();
    if (m_isBusy)
        m_pressed = focusWidget();
    m_busy->setVisible(m_isBusy);
    m_busyText->setText(text);
    refresh();
    if (!m_isBusy && m_pressed)
        m_pressed->setFocus();
}

void ConnectWizard::next()
{
    if (step() == Where) {
        const QString url = m_where->url().toString();
        goTo(Tables);
        if (m_cataloguedUrl == url)
            return; // what was ticked of it stays
        m_cataloguedUrl = url;
        api::CatalogueRequest request;
        request.url = url;
        m_tables->load(request);
        return;
    }
    setBusy(tr("One moment…"));
    m_tables->resolve(this, [this](const Result<api::SchemaSelection> &selection) {
        setBusy({});
        if (!selection)
            return m_tables->showProblem(selection.error());
        m_selection = *selection;
        m_name->setSummary(m_where->url(), m_tables->summary());
        goTo(Name);
    });
}

void ConnectWizard::back()
{
    m_name->forgetProblem();
    goTo(step() == Name ? Tables : Where);
}

void ConnectWizard::test()
{
    setBusy(tr("Trying to connect…"));
    m_where->showTesting();
    CallOptions options;
    options.timeout = testTimeout;
    m_context.session.call<api::DatabaseTestResult>(
        "databases.testUrl", api::TestUrlRequest{m_where->url().toString()}, this,
        [this, generation = m_generation](const Result<api::DatabaseTestResult> &answer) {
            setBusy({});
            if (generation != m_generation)
                return;
            if (answer)
                m_where->showResult(*answer);
            else
                m_where->showProblem(answer.error());
            showOutcome();
        },
        options);
}

/// A small screen scrolls to what the test found, once it has its place.
void ConnectWizard::showOutcome()
{
    QTimer::singleShot(0, this, [this] { m_scroll->ensureWidgetVisible(m_where->outcome(), 0, 0); });
}

void ConnectWizard::create()
{
    api::CreateDatabaseRequest request;
    request.name = m_name->name().isEmpty() ? m_where->url().suggestedName() : m_name->name();
    request.url = m_where->url().toString();
    const bool chosen =
        m_selection && !(m_selection->schemas.empty() && m_selection->tables.empty() && m_selection->excluded.empty());
    // From the first step everything is read, whatever was ticked before going back.
    if (step() == Name && chosen)
        request.selection = m_selection;
    setBusy(tr("Connecting…"));
    m_context.catalog.create(request, this, [this](const Result<api::Database> &answer) {
        setBusy({});
        if (!answer)
            return showProblem(answer.error());
        Q_EMIT created(answer->id);
        accept();
    });
}

void ConnectWizard::showProblem(const Problem &problem)
{
    if (step() == Name)
        m_name->showProblem(problem);
    else
        m_where->showProblem(problem);
    showOutcome();
}

} // namespace tabletalk::ui
