// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Workflows.h"

#include <QWidget>

#include <map>

class QVBoxLayout;

namespace tabletalk::ui {

/// What is said when a workflow is started: a line for each input, and a button that adds one.
class InputRows : public QWidget
{
    Q_OBJECT

public:
    explicit InputRows(QWidget *parent);

    void fill(const std::vector<api::WorkflowInput> &inputs);
    std::vector<api::WorkflowInput> inputs() const;
    /// By their position.
    void showMistakes(const std::map<int, QString> &mistakes);

Q_SIGNALS:
    void changed();

private:
    void add(const api::WorkflowInput &input);
    std::vector<QWidget *> rows() const;

    QVBoxLayout *m_column;
};

} // namespace tabletalk::ui
