// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/accuracy/PairsCard.h"

#include "ui/accuracy/AccuracyWords.h"
#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/tenant/TextTableModel.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/ButtonHold.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Form.h"
#include "ui/widgets/Notice.h"
#include "ui/widgets/Tables.h"

#include <QBoxLayout>
#include <QFile>
#include <QFileDialog>
#include <QFontDatabase>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostLines = 8;
constexpr int statementHeight = 90;
constexpr qint64 longestFile = 2 * 1024 * 1024;

QString stateOf(const api::AccuracyPair &pair)
{
    return pair.broken ? PairsCard::tr("does not run any more") : PairsCard::tr("holds");
}

} // namespace

PairsCard::PairsCard(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(new TextTableModel({tr("Question"), tr("State"), tr("From"), tr("Added by"), tr("When")}, this))
{
    setObjectName(u"accuracyPairs"_s);
    chooseFile = [this] {
        return QFileDialog::getOpenFileName(this, tr("Import questions"), QString(),
                                            tr("Questions (*.jsonl *.json *.csv);;All files (*)"));
    };
    auto *fill = new QVBoxLayout(this);
    fill->setContentsMargins(0, 0, 0, 0);
    QVBoxLayout *column = nullptr;
    fill->addWidget(makeCard(this, &column));
    column->addWidget(makeLabel(tr("Questions whose answer is known"), TextStyle::Heading, false, this));
    column->addWidget(makeLabel(tr("A run asks each question as people would, and compares what comes with the result "
                                   "of your statement. Statements only read."),
                                TextStyle::Body, true, this));
    m_notice = new Notice(this);
    m_notice->hide();
    column->addWidget(m_notice);
    m_none = makeLabel(tr("There is none yet."), TextStyle::Caption, true, this);
    m_none->setObjectName(u"noAccuracyPairs"_s);
    column->addWidget(m_none);
    m_table = makeTable(u"accuracyPairTable"_s, tr("Questions whose answer is known"), m_model, this);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &PairsCard::updateButtons);
    column->addWidget(m_table);
    m_sql = makeStatementView(u"accuracyPairSql"_s, tr("Statement of the chosen question"), this);
    m_sql->setPlaceholderText(tr("Choose a question to see its statement."));
    column->addWidget(m_sql);
    column->addLayout(buildButtons());
    buildEditor(column);
    updateButtons();
}

QBoxLayout *PairsCard::buildButtons()
{
    auto *row = new QHBoxLayout;
    row->setSpacing(space::small);
    m_add = makeButton(u"addAccuracyPair"_s, tr("Add a question"), ButtonKind::Plain, this, u"plus"_s);
    m_change = makeButton(u"changeAccuracyPair"_s, tr("Change"), ButtonKind::Plain, this, u"edit"_s);
    m_remove = makeButton(u"removeAccuracyPair"_s, tr("Remove"), ButtonKind::Quiet, this, u"trash"_s);
    m_import = makeButton(u"importAccuracyPairs"_s, tr("Import…"), ButtonKind::Quiet, this, u"folder"_s);
    m_import->setToolTip(tr("JSON lines with \"question\" and \"gold_sql\", or CSV with columns of these names"));
    for (QPushButton *button : {m_add, m_change, m_remove})
        row->addWidget(button);
    row->addStretch();
    row->addWidget(m_import);
    connect(m_add, &QPushButton::clicked, this, [this] { edit(nullptr); });
    connect(m_change, &QPushButton::clicked, this, [this] {
        if (const api::AccuracyPair *pair = chosen())
            edit(pair);
    });
    connect(m_remove, &QPushButton::clicked, this, &PairsCard::remove);
    connect(m_import, &QPushButton::clicked, this, &PairsCard::importFile);
    return row;
}

void PairsCard::buildEditor(QBoxLayout *column)
{
    m_editor = new QWidget(this);
    auto *inside = new QVBoxLayout(m_editor);
    inside->setContentsMargins(0, space::small, 0, 0);
    inside->setSpacing(space::small);
    m_question = makeField(u"accuracyQuestion"_s, tr("Question"), m_editor);
    m_question->setPlaceholderText(tr("How many customers are in Berlin?"));
    inside->addWidget(m_question);
    m_statement = new QPlainTextEdit(m_editor);
    m_statement->setObjectName(u"accuracyStatement"_s);
    m_statement->setAccessibleName(tr("Statement that answers the question"));
    m_statement->setPlaceholderText(u"SELECT COUNT(*) FROM customers WHERE city = 'Berlin'"_s);
    m_statement->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_statement->setTabChangesFocus(true);
    m_statement->setProperty("code", true);
    m_statement->setFixedHeight(statementHeight);
    inside->addWidget(m_statement);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::small);
    m_save = makeButton(u"saveAccuracyPair"_s, tr("Save"), ButtonKind::Primary, m_editor);
    auto *cancel = makeButton(u"cancelAccuracyPair"_s, tr("Cancel"), ButtonKind::Quiet, m_editor);
    row->addWidget(m_save);
    row->addWidget(cancel);
    row->addStretch();
    inside->addLayout(row);
    m_editor->hide();
    column->addWidget(m_editor);
    connect(m_question, &QLineEdit::textChanged, this, &PairsCard::updateButtons);
    connect(m_statement, &QPlainTextEdit::textChanged, this, &PairsCard::updateButtons);
    connect(m_save, &QPushButton::clicked, this, &PairsCard::save);
    connect(cancel, &QPushButton::clicked, this, [this] {
        m_editor->hide();
        m_add->setFocus();
    });
}

void PairsCard::show(ConnectionId id)
{
    m_id = id;
    m_editor->hide();
    m_notice->hide();
    take({});
}

void PairsCard::take(const api::AccuracyState &state)
{
    const int row = chosenRow(m_table);
    m_pairs = state.pairs;
    std::vector<TextTableModel::Row> rows;
    for (const api::AccuracyPair &pair : m_pairs)
        rows.push_back(
            {pair.id.toString(),
             {pair.question, stateOf(pair), sourceText(pair.source), pair.addedBy, momentText(pair.addedAt)}});
    m_none->setVisible(rows.empty());
    m_table->setVisible(!rows.empty());
    m_sql->setVisible(!rows.empty());
    m_model->setRows(std::move(rows));
    fitTable(m_table, mostLines);
    if (row >= 0 && size_t(row) < m_pairs.size())
        m_table->selectRow(row);
    updateButtons();
}

const api::AccuracyPair *PairsCard::chosen() const
{
    const int row = chosenRow(m_table);
    return row >= 0 && size_t(row) < m_pairs.size() ? &m_pairs[size_t(row)] : nullptr;
}

void PairsCard::updateButtons()
{
    const api::AccuracyPair *pair = chosen();
    m_change->setEnabled(pair != nullptr);
    m_remove->setEnabled(pair != nullptr);
    const QString statement = pair ? pair->sql : QString();
    m_sql->setPlainText(pair && pair->broken
                            ? QString(statement + u'\n' + tr("Does not run any more: %1").arg(*pair->broken))
                            : statement);
    m_save->setEnabled(!m_question->text().trimmed().isEmpty() && !m_statement->toPlainText().trimmed().isEmpty());
}

void PairsCard::edit(const api::AccuracyPair *pair)
{
    m_edited = pair ? std::optional(pair->id) : std::nullopt;
    m_question->setText(pair ? pair->question : QString());
    m_statement->setPlainText(pair ? pair->sql : QString());
    m_notice->hide();
    m_editor->show();
    m_question->setFocus();
}

void PairsCard::save()
{
    const QString question = m_question->text().trimmed();
    const QString sql = m_statement->toPlainText().trimmed();
    const auto done = [this, sent = ButtonHold::on(m_save)](const Result<api::AccuracyPair> &answer) {
        if (answer)
            m_editor->hide();
        ended(answer ? std::nullopt : std::optional(answer.error()));
    };
    if (m_edited)
        m_context.session.call<api::AccuracyPair>(
            "accuracy.update", api::UpdateAccuracyPairRequest{*m_id, *m_edited, question, sql}, this, done);
    else
        m_context.session.call<api::AccuracyPair>("accuracy.add", api::AddAccuracyPairRequest{*m_id, question, sql},
                                                  this, done);
}

void PairsCard::remove()
{
    const api::AccuracyPair *pair = chosen();
    if (!pair
        || !confirm(this, tr("Remove this question?"), tr("\"%1\" is not tested any more.").arg(pair->question),
                    tr("Remove")))
        return;
    m_context.session.call<api::Empty>(
        "accuracy.remove", api::AccuracyPairRequest{*m_id, pair->id}, this,
        [this](const Result<api::Empty> &answer) { ended(answer ? std::nullopt : std::optional(answer.error())); });
}

void PairsCard::importFile()
{
    const QString path = chooseFile();
    if (path.isEmpty())
        return;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > longestFile)
        return m_notice->show(Notice::Kind::Danger, tr("This file cannot be imported"),
                              file.isOpen() ? tr("It is larger than 2 MB.") : file.errorString());
    const QString text = QString::fromUtf8(file.readAll());
    m_context.session.call<api::AccuracyPairsImported>(
        "accuracy.import", api::ImportAccuracyPairsRequest{*m_id, text}, this,
        [this](const Result<api::AccuracyPairsImported> &answer) {
            if (!answer)
                return ended(answer.error());
            ended(std::nullopt,
                  tr("%1 questions were added; %2 were there already.").arg(answer->added).arg(answer->known));
        });
}

void PairsCard::ended(const std::optional<Problem> &problem, const QString &success)
{
    if (problem)
        return m_notice->show(*problem);
    m_notice->hide();
    if (!success.isEmpty())
        m_notice->show(Notice::Kind::Success, success);
    Q_EMIT changed();
}

} // namespace tabletalk::ui
