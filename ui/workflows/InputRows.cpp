// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workflows/InputRows.h"

#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Form.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

InputRows::InputRows(QWidget *parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout)
{
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(space::small);
    m_column->setSpacing(space::small);
    all->addLayout(m_column);
    auto *more = makeButton(u"addInput"_s, tr("Add an input"), ButtonKind::Quiet, this, u"plus"_s);
    more->setAutoDefault(false);
    all->addWidget(more, 0, Qt::AlignLeft);
    connect(more, &QPushButton::clicked, this, [this] {
        api::WorkflowInput input;
        input.name = u"input%1"_s.arg(rows().size() + 1);
        add(input);
        rows().back()->findChild<QLineEdit *>(u"inputName"_s)->setFocus();
        Q_EMIT changed();
    });
}

void InputRows::fill(const std::vector<api::WorkflowInput> &inputs)
{
    for (const api::WorkflowInput &input : inputs)
        add(input);
}

void InputRows::add(const api::WorkflowInput &input)
{
    auto *line = new QWidget(this);
    line->setObjectName(u"inputRow"_s);
    auto *column = new QVBoxLayout(line);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::tiny);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::small);
    auto *name = makeField(u"inputName"_s, tr("Name of the input"), line);
    name->setText(input.name);
    auto *label = makeField(u"inputLabel"_s, tr("What people are asked for"), line);
    label->setPlaceholderText(tr("What people are asked for"));
    label->setText(input.label);
    auto *value = makeField(u"inputValue"_s, tr("Value when nothing is said"), line);
    value->setPlaceholderText(tr("Value when nothing is said"));
    value->setText(input.value.value_or(QString()));
    auto *required = new QCheckBox(tr("needed"), line);
    required->setObjectName(u"inputRequired"_s);
    required->setChecked(input.required);
    auto *remove = makeButton(u"removeInput"_s, tr("Remove"), ButtonKind::Quiet, line, u"trash"_s);
    remove->setAutoDefault(false);
    row->addWidget(name, 1);
    row->addWidget(label, 2);
    row->addWidget(value, 2);
    row->addWidget(required);
    row->addWidget(remove);
    column->addLayout(row);
    auto *mistake = makeLabel({}, TextStyle::Caption, false, line);
    mistake->setObjectName(u"inputMistake"_s);
    setStyleClass(mistake, "danger");
    mistake->hide();
    column->addWidget(mistake);
    m_column->addWidget(line);
    for (QLineEdit *field : {name, label, value})
        connect(field, &QLineEdit::textChanged, this, &InputRows::changed);
    connect(required, &QCheckBox::toggled, this, &InputRows::changed);
    connect(remove, &QPushButton::clicked, this, [this, line] {
        m_column->removeWidget(line);
        line->hide();
        line->deleteLater();
        Q_EMIT changed();
    });
}

std::vector<QWidget *> InputRows::rows() const
{
    std::vector<QWidget *> rows;
    for (int i = 0; i < m_column->count(); ++i)
        rows.push_back(m_column->itemAt(i)->widget());
    return rows;
}

std::vector<api::WorkflowInput> InputRows::inputs() const
{
    std::vector<api::WorkflowInput> inputs;
    for (const QWidget *row : rows()) {
        api::WorkflowInput input;
        input.name = row->findChild<QLineEdit *>(u"inputName"_s)->text().trimmed();
        input.label = row->findChild<QLineEdit *>(u"inputLabel"_s)->text().trimmed();
        input.required = row->findChild<QCheckBox *>()->isChecked();
        if (const QString value = row->findChild<QLineEdit *>(u"inputValue"_s)->text(); !value.isEmpty())
            input.value = value;
        inputs.push_back(std::move(input));
    }
    return inputs;
}

void InputRows::showMistakes(const std::map<int, QString> &mistakes)
{
    const auto all = rows();
    for (size_t i = 0; i < all.size(); ++i) {
        auto *label = all[i]->findChild<QLabel *>(u"inputMistake"_s);
        const auto found = mistakes.find(int(i));
        label->setText(found == mistakes.end() ? QString() : found->second);
        label->setVisible(found != mistakes.end());
    }
}

} // namespace tabletalk::ui
