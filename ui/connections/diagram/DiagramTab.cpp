// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/diagram/DiagramTab.h"

#include "ui/connections/DatabaseCatalog.h"
#include "ui/connections/DatabaseState.h"
#include "ui/connections/diagram/DiagramMap.h"
#include "ui/connections/diagram/DiagramModel.h"
#include "ui/connections/diagram/DiagramView.h"
#include "ui/session/Session.h"
#include "ui/shell/Messages.h"
#include "ui/shell/Navigator.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Announcer.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/Form.h"
#include "ui/widgets/Notice.h"
#include "ui/widgets/TwoLineDelegate.h"

#include <QAction>
#include <QBoxLayout>
#include <QFileDialog>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QSpinBox>
#include <QStackedWidget>
#include <QStandardPaths>

#include <chrono>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int sideWidth = 240;
constexpr int mostTables = 2'000; ///< boxes of one picture
constexpr std::chrono::milliseconds afterTyping{300};

QPushButton *makeTool(const QString &name, const QString &text, const QString &tip, const QString &drawing,
                      QWidget *parent)
{
    auto *button = makeButton(name, text, ButtonKind::Quiet, parent, drawing);
    button->setToolTip(tip);
    if (text.isEmpty())
        button->setAccessibleName(tip);
    return button;
}

} // namespace

DiagramTab::DiagramTab(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(new DiagramModel(this))
    , m_filtered(new QSortFilterProxyModel(this))
{
    setObjectName(u"diagramTab"_s);
    chooseFile = [this](const QString &suggestion, DiagramForm form) {
        const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
        return QFileDialog::getSaveFileName(this, tr("Save the diagram"), QString(folder + u'/' + suggestion),
                                            QString(suffixOf(form).toUpper() + u" (*."_s + suffixOf(form) + u')'));
    };
    m_workers.setMaxThreadCount(1);
    m_filtered->setSourceModel(m_model);
    m_filtered->setFilterRole(DiagramModel::TitleRole);
    m_filtered->setFilterCaseSensitivity(Qt::CaseInsensitive);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::large);
    QWidget *main = makeMain(); // the map in the side shows its view
    row->addWidget(makeSide());
    row->addWidget(main, 1);
    m_searchTimer.setSingleShot(true);
    m_searchTimer.setInterval(afterTyping);
    setFocusProxy(m_search);
    connectParts();
    addTableActions();
    updateButtons();
}

DiagramTab::~DiagramTab()
{
    m_stop.request_stop();
    m_workers.waitForDone();
}

QWidget *DiagramTab::makeSide()
{
    auto *side = new QWidget(this);
    side->setFixedWidth(sideWidth);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::small);
    m_search = makeField(u"diagramSearch"_s, tr("Find a table in the diagram"), side);
    m_search->setPlaceholderText(tr("Find a table"));
    m_search->setClearButtonEnabled(true);
    m_search->setMaxLength(200);
    m_search->addAction(icon(u"search"_s, IconTint::Muted), QLineEdit::LeadingPosition);
    m_list = new QListView(side);
    m_list->setObjectName(u"diagramList"_s);
    m_list->setAccessibleName(tr("Tables of the diagram"));
    m_list->setProperty("boxed", true);
    m_list->setModel(m_filtered);
    m_list->setItemDelegate(new TwoLineDelegate(DiagramModel::DetailRole, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_count = makeLabel({}, TextStyle::Caption, true, side);
    m_count->setObjectName(u"diagramCount"_s);
    m_map = new DiagramMap(m_view, side);
    column->addWidget(m_search);
    column->addWidget(m_list, 1);
    column->addWidget(m_count);
    column->addWidget(m_map);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::tiny);
    m_fit = makeTool(u"diagramFit"_s, tr("Fit"), tr("Shows all of the diagram (0)"), u"expand"_s, side);
    m_smaller = makeTool(u"diagramSmaller"_s, {}, tr("Smaller (−)"), u"minus"_s, side);
    m_larger = makeTool(u"diagramLarger"_s, {}, tr("Larger (+)"), u"plus"_s, side);
    for (QPushButton *button : {m_smaller, m_larger, m_fit})
        row->addWidget(button);
    row->addStretch();
    column->addLayout(row);
    return side;
}

QWidget *DiagramTab::makeMain()
{
    auto *main = new QWidget(this);
    auto *column = new QVBoxLayout(main);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::small);
    addTools(column, main);
    m_notice = new Notice(main);
    m_notice->setObjectName(u"diagramNotice"_s);
    m_notice->hide();
    column->addWidget(m_notice);
    m_stack = new QStackedWidget(main);
    m_stack->setObjectName(u"diagramPages"_s);
    m_empty = makeLabel({}, TextStyle::Body, true, m_stack);
    m_empty->setObjectName(u"diagramEmpty"_s);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_view = new DiagramView(m_stack);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_view);
    column->addWidget(m_stack, 1);
    return main;
}

void DiagramTab::addTools(QBoxLayout *column, QWidget *card)
{
    auto *row = new FlowLayout(space::tiny);
    m_focus = makeTool(u"diagramFocus"_s, tr("Neighbours"),
                       tr("Shows the chosen table and what it is joined with, and nothing else"), u"branch"_s, card);
    m_focus->setCheckable(true);
    m_depth = new QSpinBox(card);
    m_depth->setObjectName(u"diagramDepth"_s);
    m_depth->setAccessibleName(tr("How many joins away"));
    m_depth->setToolTip(tr("How many joins away"));
    m_depth->setRange(1, 5);
    m_columns = makeTool(u"diagramColumns"_s, tr("All columns"), tr("Shows all columns, and not those of keys alone"),
                         u"column"_s, card);
    m_columns->setCheckable(true);
    m_again = makeTool(u"diagramAgain"_s, tr("Arrange again"), tr("Forgets where boxes were put by hand"), u"refresh"_s,
                       card);
    m_save =
        makeTool(u"diagramSave"_s, tr("Save as"), tr("Saves the diagram as a picture or a page"), u"export"_s, card);
    auto *menu = new QMenu(m_save);
    menu->setObjectName(u"diagramSaveMenu"_s);
    for (const DiagramForm form : {DiagramForm::Png, DiagramForm::Svg, DiagramForm::Pdf}) {
        QAction *action = menu->addAction(suffixOf(form).toUpper());
        action->setObjectName(u"diagramSave."_s + suffixOf(form));
        connect(action, &QAction::triggered, this, [this, form] { save(form); });
    }
    m_save->setMenu(menu);
    for (QWidget *tool : std::initializer_list<QWidget *>{m_focus, m_depth, m_columns, m_again})
        row->addWidget(tool);
    row->stretch();
    row->addWidget(m_save);
    column->addLayout(row);
}

void DiagramTab::connectParts()
{
    constexpr double step = 1.25;
    connect(m_search, &QLineEdit::textChanged, &m_searchTimer, qOverload<>(&QTimer::start));
    connect(&m_searchTimer, &QTimer::timeout, this, &DiagramTab::filter);
    connect(m_search, &QLineEdit::returnPressed, this, [this] {
        m_searchTimer.stop();
        filter();
        m_list->setFocus();
    });
    const auto tableOf = [this](const QModelIndex &index) { return m_filtered->mapToSource(index).row(); };
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this, tableOf](const QModelIndex &now) {
                if (now.isValid() && tableOf(now) != m_view->chosen())
                    lead(tableOf(now));
            });
    connect(m_list, &QListView::activated, this, [this, tableOf](const QModelIndex &index) { open(tableOf(index)); });
    connect(m_view, &DiagramView::chosenChanged, this, &DiagramTab::choose);
    connect(m_view, &DiagramView::openWanted, this, &DiagramTab::open);
    connect(m_view, &DiagramView::tableMoved, this, [this](int table, QPointF place) {
        if (m_focused < 0 && !m_columns->isChecked()) // elsewhere boxes stand otherwise each time
            m_places.set(keyOf(table), place);
        m_map->reset();
        updateButtons();
    });
    connect(m_fit, &QPushButton::clicked, m_view, &DiagramView::fit);
    connect(m_smaller, &QPushButton::clicked, m_view, [this] { m_view->zoom(1 / step); });
    connect(m_larger, &QPushButton::clicked, m_view, [this] { m_view->zoom(step); });
    connect(m_focus, &QPushButton::toggled, this, &DiagramTab::focusChanged);
    connect(m_depth, &QSpinBox::valueChanged, this, [this] {
        if (m_focused >= 0)
            arrange();
    });
    connect(m_columns, &QPushButton::toggled, this, &DiagramTab::arrange);
    connect(m_again, &QPushButton::clicked, this, [this] {
        m_places.clear();
        arrange();
    });
    connect(&m_context.catalog, &DatabaseCatalog::changed, this, [this](ConnectionId id) {
        const api::Database *database = m_id == id ? m_context.catalog.find(id) : nullptr;
        if (database && m_model->rowCount() == 0 && !DatabaseCatalog::isWorking(*database) && isVisible())
            fetch();
    });
}

/// In the menu of the picture and of the list beside it.
void DiagramTab::addTableActions()
{
    const auto add = [this](const QString &name, const QString &text, auto work) {
        auto *action = new QAction(text, this);
        action->setObjectName(name);
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, [this, work] {
            if (const api::DiagramTable *table = m_model->tableAt(m_view->chosen()))
                work(*table);
        });
        m_tableActions.push_back(action);
        for (QWidget *part : std::initializer_list<QWidget *>{m_view, m_list})
            part->addAction(action);
        return action;
    };
    add(u"diagramShowInSchema"_s, tr("&Show in the schema"),
        [this](const api::DiagramTable &table) { Q_EMIT tableWanted(table.schema, table.name); });
    add(u"diagramAsk"_s, tr("&Ask about this table"), [this](const api::DiagramTable &table) {
        m_context.navigator.draft(*m_id, questionAbout(table.name));
    })->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_A));
    add(u"diagramNeighbours"_s, tr("&Neighbours alone, or all again"),
        [this](const api::DiagramTable &) { m_focus->toggle(); });
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_list->setContextMenuPolicy(Qt::ActionsContextMenu);
}

// --- a database ----------------------------------------------------------------

void DiagramTab::show(ConnectionId id)
{
    m_id = id;
    m_focused = -1;
    m_wasCut = false;
    abandonArranging();
    m_places.load(id);
    for (QPushButton *button : {m_focus, m_columns}) {
        const QSignalBlocker quiet(button);
        button->setChecked(false);
    }
    {
        const QSignalBlocker quiet(m_search);
        m_search->clear();
        m_searchTimer.stop();
    }
    m_filtered->setFilterFixedString({});
    m_model->setDiagram({});
    m_view->show({});
    m_map->reset();
    m_notice->hide();
    m_empty->setText(tr("One moment…"));
    m_stack->setCurrentIndex(0);
    m_count->clear();
    updateButtons();
    fetch();
}

void DiagramTab::find(const QString &schema, const QString &name)
{
    m_wanted = schema + u'\n' + name;
    m_view->setFocus(Qt::OtherFocusReason);
    if (!m_view->picture().shapes.empty())
        findWanted();
}

/// In the picture that is in view. Where there are too many tables for one, the server is asked for those of the name.
void DiagramTab::findWanted()
{
    const QString schema = m_wanted.section(u'\n', 0, 0);
    const QString name = m_wanted.section(u'\n', 1);
    const int table = m_model->rowOf(schema, name);
    if (table < 0 && m_wasCut && m_search->text() != name) {
        m_search->setText(name);
        return;
    }
    m_wanted.clear();
    if (table >= 0)
        lead(table);
    else
        m_notice->show(Notice::Kind::Accent, tr("%1 is not in the diagram.").arg(name),
                       tr("It has not been read yet, or it is left out of what is read."));
}

void DiagramTab::fetch()
{
    if (!m_id)
        return;
    api::SchemaDiagramRequest request;
    request.id = *m_id;
    request.limit = mostTables;
    if (const QString search = m_search->text().trimmed(); m_wasCut && !search.isEmpty())
        request.search = search;
    m_context.session.call<api::SchemaDiagram>("databases.diagram", request, this,
                                               [this, number = ++m_asked](const Result<api::SchemaDiagram> &answer) {
                                                   if (number != m_asked)
                                                       return;
                                                   if (answer)
                                                       take(*answer);
                                                   else
                                                       fail(answer.error());
                                               });
}

void DiagramTab::take(const api::SchemaDiagram &diagram)
{
    m_focused = -1;
    {
        const QSignalBlocker quiet(m_focus);
        m_focus->setChecked(false);
    }
    m_model->setDiagram(diagram);
    m_wasCut = m_wasCut || isCut();
    m_filtered->setFilterFixedString(m_wasCut ? QString() : m_search->text().trimmed());
    sayHowMany();
    if (diagram.tables.empty()) {
        m_wanted.clear();
        abandonArranging();
        m_view->show({});
        m_map->reset();
        m_empty->setText(m_search->text().isEmpty() ? tr("No table has been read yet.")
                                                    : tr("No table has this in its name."));
        m_stack->setCurrentIndex(0);
        return updateButtons();
    }
    arrange();
}

void DiagramTab::fail(const Problem &why)
{
    const api::Database *database = m_id ? m_context.catalog.find(*m_id) : nullptr;
    abandonArranging();
    m_stack->setCurrentIndex(0);
    // Before anything has been read there is nothing wrong.
    if (why.code == ProblemCode::NotReady && database && DatabaseCatalog::isWorking(*database)) {
        m_empty->setText(tr("The diagram appears here as soon as the tables are known."));
    } else {
        m_empty->clear();
        m_notice->show(why);
    }
    updateButtons();
}

bool DiagramTab::isCut() const
{
    return m_model->diagram().tableCount > qint64(m_model->diagram().tables.size());
}

void DiagramTab::sayHowMany()
{
    const api::SchemaDiagram &diagram = m_model->diagram();
    const QString shown = QLocale().toString(qint64(diagram.tables.size()));
    m_count->setText(isCut() ? tr("%1 of %2").arg(shown, tableCountText(diagram.tableCount))
                             : tableCountText(qint64(diagram.tables.size())));
    if (isCut())
        m_notice->show(Notice::Kind::Accent,
                       tr("The %1 tables with the most joins are shown, of %2.")
                           .arg(shown, QLocale().toString(diagram.tableCount)),
                       tr("Type part of a name at the left to see the tables that have it instead."));
    else if (!diagram.complete)
        m_notice->show(Notice::Kind::Accent, tr("Some tables are still being read."),
                       tr("Open the diagram again later to see all of them."));
    else
        m_notice->hide();
}

// --- arranging ------------------------------------------------------------------

/// What is being arranged is not wanted any more: it is of another database, or of tables that are gone.
void DiagramTab::abandonArranging()
{
    m_stop.request_stop();
    ++m_arranging;
}

void DiagramTab::arrange()
{
    if (m_model->rowCount() == 0)
        return;
    abandonArranging();
    m_stop = std::stop_source();
    const std::vector<int> tables = m_focused >= 0 ? m_model->around(m_focused, m_depth->value()) : m_model->all();
    m_workers.start([this, diagram = m_model->diagram(), tables, columns = m_columns->isChecked(),
                     fonts = diagramFonts(), number = m_arranging, stop = m_stop.get_token()] {
        auto picture = std::make_shared<DiagramPicture>(pictureOf(diagram, tables, columns, fonts));
        const DiagramPlan plan = arrangeDiagram(inputOf(*picture), stop);
        if (stop.stop_requested())
            return;
        place(*picture, plan);
        // The destructor waits for this thread, so that the window is still there to be told.
        QMetaObject::invokeMethod(this, [this, picture, number] {
            if (number == m_arranging)
                showPicture(std::move(*picture));
        });
    });
    updateButtons();
}

void DiagramTab::showPicture(DiagramPicture picture)
{
    const int chosen = m_view->chosen();
    m_view->show(std::move(picture));
    if (m_focused < 0 && !m_columns->isChecked()) {
        const auto &moved = m_places.all();
        for (auto each = moved.begin(); each != moved.end(); ++each) {
            const int table = m_model->rowOf(each.key().section(u'\n', 0, 0), each.key().section(u'\n', 1));
            if (table >= 0)
                m_view->moveTable(table, each.value());
        }
        if (!moved.isEmpty())
            m_view->fit();
    }
    m_map->reset();
    m_stack->setCurrentIndex(1);
    if (!m_wanted.isEmpty())
        findWanted();
    else if (chosen >= 0)
        m_view->choose(chosen);
    else if (!m_wasCut) // else what was found is all that is shown
        filter();
    updateButtons();
    Q_EMIT arranged();
}

// --- looking around -------------------------------------------------------------

/// What was typed narrows the list; the best of it is shown. Where there are too many tables the server finds them.
void DiagramTab::filter()
{
    const QString text = m_search->text().trimmed();
    if (m_wasCut && text != m_searched) {
        m_searched = text;
        return fetch();
    }
    m_searched = text;
    if (!m_wasCut)
        m_filtered->setFilterFixedString(text);
    if (text.isEmpty() || m_filtered->rowCount() == 0)
        return;
    int best = 0;
    for (int row = 1; row < m_filtered->rowCount(); ++row) { // the name itself, then the shortest that has it
        const auto nameOf = [&](int each) {
            const api::DiagramTable *table =
                m_model->tableAt(m_filtered->mapToSource(m_filtered->index(each, 0)).row());
            return table ? table->name : QString();
        };
        const auto rank = [&](int each) {
            const QString name = nameOf(each);
            return std::pair(!name.startsWith(text, Qt::CaseInsensitive), name.size());
        };
        if (rank(row) < rank(best))
            best = row;
    }
    m_list->setCurrentIndex(m_filtered->index(best, 0));
    m_view->find(m_filtered->mapToSource(m_filtered->index(best, 0)).row());
}

/// Where neighbours alone are shown, one that is not among them is gone to with its own.
void DiagramTab::lead(int table)
{
    m_view->find(table);
    if (m_focused < 0 || m_view->chosen() == table)
        return;
    m_focused = table;
    const api::DiagramTable *found = m_model->tableAt(table);
    m_wanted = found ? QString(found->schema + u'\n' + found->name) : QString();
    arrange();
}

void DiagramTab::choose(int table)
{
    const QModelIndex row = m_filtered->mapFromSource(m_model->index(table));
    if (row.isValid() && m_list->currentIndex() != row)
        m_list->setCurrentIndex(row);
    // A reader of the screen hears what was reached in the picture, as it does in the list.
    if (table >= 0 && m_view->hasFocus())
        announce(*this, m_model->index(table).data(Qt::AccessibleTextRole).toString());
    updateButtons();
}

void DiagramTab::open(int table)
{
    if (const api::DiagramTable *found = m_model->tableAt(table))
        Q_EMIT tableWanted(found->schema, found->name);
}

void DiagramTab::focusChanged()
{
    m_focused = m_focus->isChecked() ? m_view->chosen() : -1;
    arrange();
}

void DiagramTab::save(DiagramForm form)
{
    const api::Database *database = m_id ? m_context.catalog.find(*m_id) : nullptr;
    const QString title = database ? database->name : tr("Diagram");
    QString suggestion = title + u'.' + suffixOf(form);
    suggestion.replace(u'/', u'-');
    const QString path = chooseFile(suggestion, form);
    if (path.isEmpty())
        return;
    m_save->setEnabled(false);
    m_workers.start([this, picture = m_view->picture(), fonts = diagramFonts(), form, title, path] {
        const Result<void> written = writeDiagram(picture, fonts, form, title, path);
        QMetaObject::invokeMethod(this, [this, written, path] {
            updateButtons();
            if (written)
                m_context.messages.finished(tr("Diagram saved"), tr("The diagram was saved to %1.").arg(path),
                                            u"connections"_s);
            else
                m_notice->show(written.error());
        });
    });
}

void DiagramTab::updateButtons()
{
    const bool isEmpty = m_view->picture().shapes.empty();
    for (QPushButton *button : {m_fit, m_smaller, m_larger, m_columns, m_save})
        button->setEnabled(!isEmpty);
    m_focus->setEnabled(!isEmpty && (m_view->chosen() >= 0 || m_focus->isChecked()));
    m_depth->setEnabled(m_focus->isChecked());
    m_again->setEnabled(!isEmpty);
    for (QAction *action : m_tableActions)
        action->setEnabled(!isEmpty && m_view->chosen() >= 0);
}

QString DiagramTab::keyOf(int table) const
{
    const api::DiagramTable *found = m_model->tableAt(table);
    return found ? QString(found->schema + u'\n' + found->name) : QString();
}

} // namespace tabletalk::ui
