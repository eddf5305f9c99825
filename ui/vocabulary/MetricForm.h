// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/Vocabulary.h"
#include "ui/vocabulary/EntryForm.h"

class QComboBox;
class QLabel;

namespace tabletalk::ui {

/// A figure with a name: what is computed, of what, and of which rows.
class MetricForm : public EntryForm
{
    Q_OBJECT

public:
    MetricForm(Session &session, ConnectionId connection, QWidget *parent);

    QString title() const override;
    void load(const Vocabulary &vocabulary, size_t row) override;
    QString store(Vocabulary &vocabulary, size_t row) const override;

private:
    QString expression() const;
    void showExpression();

    QLineEdit *m_name;
    QLineEdit *m_synonyms;
    QComboBox *m_aggregate;
    QLineEdit *m_operand;
    QLineEdit *m_condition;
    QLineEdit *m_unit;
    QLineEdit *m_description;
    QLabel *m_preview;
};

} // namespace tabletalk::ui
