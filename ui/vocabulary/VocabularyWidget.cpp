// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/vocabulary/VocabularyWidget.h"

#include "core/access/Policy.h"
#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/vocabulary/EntrySection.h"
#include "ui/vocabulary/HistoryModel.h"
#include "ui/vocabulary/HistorySection.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Notice.h"
#include "ui/widgets/Tables.h"

#include <QAction>
#include <QBoxLayout>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSaveFile>
#include <QTabBar>
#include <QTabWidget>

namespace tabletalk::ui {

namespace {

constexpr int noteLength = 500;
constexpr qsizetype maxFileBytes = 1'000'000;
constexpr size_t droppedShown = 8;

constexpr VocabularySection sections[] = {VocabularySection::Words, VocabularySection::Metrics,
                                          VocabularySection::Hidden, VocabularySection::Joins,
                                          VocabularySection::Descriptions};

QString tabTitle(VocabularySection section)
{
    switch (section) {
    case VocabularySection::Words:
        return VocabularyWidget::tr("Words");
    case VocabularySection::Metrics:
        return VocabularyWidget::tr("Metrics");
    case VocabularySection::Hidden:
        return VocabularyWidget::tr("Hidden");
    case VocabularySection::Joins:
        return VocabularyWidget::tr("Joins");
    case VocabularySection::Descriptions:
        break;
    }
    return VocabularyWidget::tr("Descriptions");
}

} // namespace

VocabularyWidget::VocabularyWidget(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_draft(new VocabularyDraft(context.session, this))
{
    setObjectName(QStringLiteral("vocabulary"));
    chooseFileToImport = [this] {
        return QFileDialog::getOpenFileName(this, tr("Import a vocabulary"), QString(),
                                            tr("Vocabularies (*.json);;All files (*)"));
    };
    chooseFileToExport = [this](const QString &suggestion) {
        return QFileDialog::getSaveFileName(this, tr("Export the vocabulary"), suggestion, tr("Vocabularies (*.json)"));
    };
    ask = [this](const QString &title, const QString &text, const QString &action) {
        return confirm(this, title, text, action);
    };
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::medium);
    buildHeader(column);
    m_notice = new Notice(this);
    column->addWidget(m_notice);
    buildConflict(column);
    buildTabs(column);
    buildFooter(column);
    connectDraft();
    refresh();
}

void VocabularyWidget::buildHeader(QBoxLayout *column)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(space::small);
    auto *titles = new QVBoxLayout;
    titles->setSpacing(space::tiny);
    titles->addWidget(makeLabel(tr("Vocabulary"), TextStyle::Heading, false, this));
    m_state = makeLabel({}, TextStyle::Caption, true, this);
    m_state->setObjectName(QStringLiteral("vocabularyState"));
    titles->addWidget(m_state);
    row->addLayout(titles, 1);
    m_import = makeButton(QStringLiteral("vocabularyImport"), tr("Import…"), ButtonKind::Quiet, this,
                          QStringLiteral("folder"));
    m_export = makeButton(QStringLiteral("vocabularyExport"), tr("Export…"), ButtonKind::Quiet, this,
                          QStringLiteral("export"));
    row->addWidget(m_import);
    row->addWidget(m_export);
    column->addLayout(row);
    connect(m_import, &QPushButton::clicked, this, &VocabularyWidget::importFile);
    connect(m_export, &QPushButton::clicked, this, &VocabularyWidget::exportFile);
}

/// What can be done when somebody else saved in the meantime.
void VocabularyWidget::buildConflict(QBoxLayout *column)
{
    m_conflictButtons = new QWidget(this);
    m_conflictButtons->setObjectName(QStringLiteral("conflict"));
    auto *row = new QHBoxLayout(m_conflictButtons);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::small);
    auto *rebase = makeButton(QStringLiteral("conflictRebase"), tr("Load it and add my changes"), ButtonKind::Primary,
                              m_conflictButtons);
    auto *reload = makeButton(QStringLiteral("conflictReload"), tr("Load it and drop my changes"), ButtonKind::Plain,
                              m_conflictButtons);
    row->addWidget(rebase);
    row->addWidget(reload);
    row->addStretch();
    column->addWidget(m_conflictButtons);
    m_conflictButtons->hide();
    connect(rebase, &QPushButton::clicked, m_draft, &VocabularyDraft::rebase);
    connect(reload, &QPushButton::clicked, m_draft, &VocabularyDraft::reload);
}

void VocabularyWidget::buildTabs(QBoxLayout *column)
{
    m_tabs = new QTabWidget(this);
    m_tabs->setObjectName(QStringLiteral("vocabularyTabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->tabBar()->setDrawBase(false);
    m_tabs->tabBar()->setObjectName(QStringLiteral("vocabularyTabBar"));
    m_tabs->tabBar()->setAccessibleName(tr("Lists of the vocabulary"));
    m_tabs->setAccessibleName(tr("Lists of the vocabulary"));
    for (const VocabularySection section : sections) {
        m_sections.push_back(new EntrySection(m_context.session, *m_draft, section, m_tabs));
        m_tabs->addTab(m_sections.back(), tabTitle(section));
    }
    m_history = new HistorySection(m_context.session, *m_draft, m_tabs);
    m_tabs->addTab(m_history, tr("History"));
    connect(m_history, &HistorySection::failed, m_notice, qOverload<const Problem &>(&Notice::show));
    connect(m_tabs, &QTabWidget::currentChanged, this, [this] {
        if (m_tabs->currentWidget() == m_history)
            m_history->reload();
    });
    column->addWidget(m_tabs, 1);
    setFocusProxy(m_tabs);
}

void VocabularyWidget::buildFooter(QBoxLayout *column)
{
    m_footer = new QFrame(this);
    m_footer->setObjectName(QStringLiteral("vocabularyFooter"));
    m_footer->setProperty("card", true);
    auto *row = new QHBoxLayout(m_footer);
    row->setContentsMargins(space::large, space::small, space::small, space::small);
    row->setSpacing(space::small);
    m_unsaved = makeLabel(tr("Not saved yet"), TextStyle::Strong, false, m_footer);
    m_unsaved->setObjectName(QStringLiteral("vocabularyUnsaved"));
    row->addWidget(m_unsaved);
    m_note = new QLineEdit(m_footer);
    m_note->setObjectName(QStringLiteral("vocabularyNote"));
    m_note->setAccessibleName(tr("Note for the history"));
    m_note->setPlaceholderText(tr("Why? A note for the history (optional)"));
    m_note->setMaxLength(noteLength);
    row->addWidget(m_note, 1);
    m_discard = makeButton(QStringLiteral("vocabularyDiscard"), tr("Discard"), ButtonKind::Plain, m_footer);
    m_save = makeButton(QStringLiteral("vocabularySave"), tr("Save"), ButtonKind::Primary, m_footer);
    row->addWidget(m_discard);
    row->addWidget(m_save);
    column->addWidget(m_footer);
    connect(m_discard, &QPushButton::clicked, this, &VocabularyWidget::discard);
    connect(m_save, &QPushButton::clicked, this, &VocabularyWidget::save);
    connect(m_note, &QLineEdit::returnPressed, this, &VocabularyWidget::save);
    auto *saving = new QAction(this);
    saving->setShortcut(QKeySequence::Save);
    saving->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(saving, &QAction::triggered, this, &VocabularyWidget::save);
    addAction(saving);
}

void VocabularyWidget::connectDraft()
{
    connect(m_draft, &VocabularyDraft::changed, this, &VocabularyWidget::refresh);
    connect(m_draft, &VocabularyDraft::loaded, this, [this] {
        m_notice->hide();
        m_conflictButtons->hide();
        m_note->clear();
        if (m_tabs->currentWidget() == m_history)
            m_history->reload();
    });
    connect(m_draft, &VocabularyDraft::savedNow, this,
            [this](const QString &text) { m_notice->show(Notice::Kind::Success, text); });
    connect(m_draft, &VocabularyDraft::failed, this, [this](const Problem &problem) { m_notice->show(problem); });
    connect(m_draft, &VocabularyDraft::conflicted, this, [this](const Problem &problem) {
        m_notice->show(Notice::Kind::Warning, tr("Somebody else saved this vocabulary"), problem.detail);
        m_conflictButtons->show();
        refresh();
    });
    connect(m_draft, &VocabularyDraft::imported, this, &VocabularyWidget::showDropped);
    connect(&m_context.session, &Session::stateChanged, this, [this] { refresh(); });
}

bool VocabularyWidget::mayEdit() const
{
    const auto role = roleFromName(m_context.session.organization().role);
    return role && allows(*role, Permission::ManageDatabases);
}

void VocabularyWidget::show(ConnectionId connection)
{
    if (connection != m_draft->connection() && m_draft->isDirty()
        && !ask(tr("Discard your changes?"), tr("The vocabulary of the other database was changed and not saved."),
                tr("Discard")))
        return;
    m_notice->hide();
    m_conflictButtons->hide();
    m_draft->open(connection);
}

void VocabularyWidget::refresh()
{
    const api::VocabularyState &saved = m_draft->saved();
    QString state = m_draft->isLoaded() ? tr("Nothing was saved yet.") : tr("Reading…");
    if (saved.revision > 0)
        state = tr("Revision %1, saved by %2 on %3")
                    .arg(QString::number(saved.revision), saved.author.value_or(QString()),
                         momentText(saved.savedAt.value_or(Instant())));
    m_state->setText(state);

    const bool edits = mayEdit();
    const bool dirty = m_draft->isDirty();
    const bool idle = m_draft->isLoaded() && !m_draft->isBusy();
    for (size_t i = 0; i < m_sections.size(); ++i) {
        m_sections[i]->setEditable(edits);
        const size_t count = entryCount(m_draft->vocabulary(), sections[i]);
        const QString title = tabTitle(sections[i]);
        m_tabs->setTabText(int(i), count == 0 ? title : tr("%1 (%2)").arg(title).arg(qulonglong(count)));
    }
    m_history->setEditable(edits);
    m_import->setVisible(edits);
    m_import->setEnabled(idle && !dirty);
    m_import->setToolTip(dirty ? tr("Save or discard your changes first.") : QString());
    m_export->setEnabled(idle && saved.revision > 0);
    m_footer->setVisible(edits && dirty);
    m_discard->setEnabled(idle);
    m_save->setEnabled(idle && m_draft->issues().empty() && !m_conflictButtons->isVisibleTo(this));
    m_save->setToolTip(m_draft->issues().empty() ? QString() : tr("Mend or remove the entries that do not fit."));
    m_unsaved->setText(m_draft->issues().empty() ? tr("Not saved yet") : tr("Something does not fit yet"));
    if (dirty != m_wasDirty) {
        m_wasDirty = dirty;
        Q_EMIT unsavedChanged(dirty);
    }
}

void VocabularyWidget::save()
{
    if (m_draft->isDirty() && m_save->isEnabled())
        m_draft->save(m_note->text());
}

void VocabularyWidget::discard()
{
    if (ask(tr("Discard your changes?"), tr("The vocabulary goes back to its newest revision."), tr("Discard")))
        m_draft->discard();
}

void VocabularyWidget::importFile()
{
    const QString path = chooseFileToImport();
    if (path.isEmpty())
        return;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        m_notice->show(Problem::of(ProblemCode::InvalidRequest,
                                   tr("%1 cannot be read: %2").arg(path, file.errorString()),
                                   tr("Choose another file.")));
        return;
    }
    m_draft->importFile(file.read(maxFileBytes + 1), false);
}

void VocabularyWidget::exportFile()
{
    m_draft->exportFile([this](const api::VocabularyExport &exported) {
        const QString path = chooseFileToExport(exported.fileName);
        if (path.isEmpty())
            return;
        QSaveFile file(path);
        const QByteArray content = exported.content.toUtf8();
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.commit()) {
            m_notice->show(Problem::of(ProblemCode::Unavailable,
                                       tr("%1 cannot be written: %2").arg(path, file.errorString()),
                                       tr("Choose another folder.")));
            return;
        }
        m_notice->show(Notice::Kind::Success, tr("Exported to %1.").arg(path));
    });
}

void VocabularyWidget::showDropped(const std::vector<api::VocabularyIssue> &dropped)
{
    if (dropped.empty()) {
        m_notice->show(Notice::Kind::Success, tr("Imported and in use."));
        return;
    }
    QStringList lines;
    for (size_t i = 0; i < dropped.size() && i < droppedShown; ++i)
        lines << tr("%1: %2").arg(dropped[i].path, dropped[i].message);
    if (dropped.size() > droppedShown)
        lines << tr("and %1 more").arg(qulonglong(dropped.size() - droppedShown));
    m_notice->show(
        Notice::Kind::Warning,
        dropped.size() == 1
            ? tr("Imported, but for one entry that this database does not fit")
            : tr("Imported, but for %1 entries that this database does not fit").arg(qulonglong(dropped.size())),
        lines.join(u'\n'));
}

} // namespace tabletalk::ui
