// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/VectorIndex.h"

#include <QHash>

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wold-style-cast"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wunused-parameter"
#pragma GCC diagnostic ignored "-Wsign-compare"
#pragma GCC diagnostic ignored "-Wreorder"
#pragma GCC diagnostic ignored "-Wpedantic"
#pragma GCC diagnostic ignored "-Wunused-variable"
#include <hnswlib/hnswlib.h>
#pragma GCC diagnostic pop

#include <algorithm>

namespace tabletalk {

namespace {

// Malkov and Yashunin, 2018: links of a node, and how widely neighbours are looked for.
constexpr size_t links = 16;
constexpr size_t widthOfMaking = 200;
constexpr size_t leastWidthOfSearch = 128;
constexpr size_t firstCapacity = 1'024;
constexpr size_t seed = 100;

using Found = search::PassageIndex::Found;
using Graph = hnswlib::HierarchicalNSW<float>;

bool isBetter(const Found &a, const Found &b)
{
    return a.score != b.score ? a.score > b.score : a.label < b.label;
}

} // namespace

struct VectorIndex::State
{
    explicit State(int wanted)
        : space(size_t(wanted))
        , dimensions(wanted)
    {}

    /// By the library's own distance, in the processor's widest words.
    float likeness(const float *a, const float *b) const { return 1.0F - distance(a, b, parameter); }
    const float *vectorAt(size_t slot) const
    {
        return graph ? reinterpret_cast<const float *>(graph->getDataByInternalId(hnswlib::tableint(slot)))
                     : flat.data() + slot * size_t(dimensions);
    }

    hnswlib::InnerProductSpace space;
    hnswlib::DISTFUNC<float> distance = space.get_dist_func();
    void *parameter = space.get_dist_func_param();
    int dimensions;
    std::vector<float> flat; ///< while there is no graph, one vector after the other
    std::unique_ptr<Graph> graph;
    std::vector<qint64> slotLabels; ///< in the order in which they came, in both
    std::vector<bool> alive;
    QHash<qint64, quint32> slotOf;
    qsizetype aliveCount = 0;
};

VectorIndex::VectorIndex(int dimensions)
    : m_state(std::make_unique<State>(dimensions))
{}

VectorIndex::~VectorIndex() = default;

int VectorIndex::dimensions() const
{
    return m_state->dimensions;
}

qsizetype VectorIndex::size() const
{
    return m_state->aliveCount;
}

qsizetype VectorIndex::removed() const
{
    return qsizetype(m_state->slotLabels.size()) - m_state->aliveCount;
}

qsizetype VectorIndex::bytes() const
{
    constexpr qsizetype perLabel = 40; // its places in the tables
    qsizetype sum =
        qsizetype(m_state->slotLabels.size()) * perLabel + qsizetype(m_state->flat.capacity() * sizeof(float));
    if (const Graph *graph = m_state->graph.get()) {
        constexpr size_t perUpperLink = 64 + 48; // locks and lists of upper layers
        sum += qsizetype(graph->max_elements_ * (graph->size_data_per_element_ + perUpperLink));
    }
    return sum;
}

bool VectorIndex::isGraph() const
{
    return m_state->graph != nullptr;
}

bool VectorIndex::contains(qint64 label) const
{
    const auto at = m_state->slotOf.constFind(label);
    return at != m_state->slotOf.constEnd() && m_state->alive[*at];
}

std::vector<qint64> VectorIndex::labels() const
{
    std::vector<qint64> labels;
    for (size_t slot = 0; slot < m_state->slotLabels.size(); ++slot) {
        if (m_state->alive[slot])
            labels.push_back(m_state->slotLabels[slot]);
    }
    return labels;
}

void VectorIndex::add(qint64 label, const std::vector<float> &vector)
{
    State &state = *m_state;
    if (qsizetype(vector.size()) != state.dimensions || state.slotOf.contains(label))
        return;
    if (state.graph) {
        if (state.slotLabels.size() >= state.graph->max_elements_)
            state.graph->resizeIndex(state.graph->max_elements_ * 3 / 2);
        state.graph->addPoint(vector.data(), size_t(label));
    } else {
        state.flat.insert(state.flat.end(), vector.begin(), vector.end());
    }
    state.slotOf.insert(label, quint32(state.slotLabels.size()));
    state.slotLabels.push_back(label);
    state.alive.push_back(true);
    ++state.aliveCount;
}

std::unique_ptr<VectorIndex> VectorIndex::asList() const
{
    auto list = std::make_unique<VectorIndex>(m_state->dimensions);
    list->m_state->flat.reserve(size_t(m_state->aliveCount) * size_t(m_state->dimensions));
    for (size_t slot = 0; slot < m_state->slotLabels.size(); ++slot) {
        const float *vector = m_state->vectorAt(slot);
        if (m_state->alive[slot])
            list->add(m_state->slotLabels[slot], std::vector<float>(vector, vector + m_state->dimensions));
    }
    return list;
}

std::unique_ptr<VectorIndex> VectorIndex::asGraph(const std::stop_token &stop) const
{
    auto made = std::make_unique<VectorIndex>(m_state->dimensions);
    State &state = *made->m_state;
    const size_t capacity = std::max(firstCapacity, size_t(m_state->aliveCount) * 5 / 4);
    state.graph = std::make_unique<Graph>(&state.space, capacity, links, widthOfMaking, seed);
    state.graph->setEf(leastWidthOfSearch);
    for (size_t slot = 0; slot < m_state->slotLabels.size(); ++slot) {
        if (stop.stop_requested())
            return nullptr;
        const float *vector = m_state->vectorAt(slot);
        if (m_state->alive[slot])
            made->add(m_state->slotLabels[slot], std::vector<float>(vector, vector + m_state->dimensions));
    }
    return made;
}

void VectorIndex::remove(qint64 label)
{
    State &state = *m_state;
    const auto at = state.slotOf.constFind(label);
    if (at == state.slotOf.constEnd() || !state.alive[*at])
        return;
    state.alive[*at] = false;
    --state.aliveCount;
    if (state.graph)
        state.graph->markDelete(size_t(label));
}

std::optional<std::vector<float>> VectorIndex::vectorOf(qint64 label) const
{
    const auto at = m_state->slotOf.constFind(label);
    if (at == m_state->slotOf.constEnd())
        return std::nullopt;
    const float *vector = m_state->vectorAt(*at);
    return std::vector<float>(vector, vector + m_state->dimensions);
}

std::vector<Found> VectorIndex::nearestExactly(const std::vector<float> &to, size_t most,
                                               const std::function<bool(qint64)> &mayCount) const
{
    const State &state = *m_state;
    std::vector<Found> found;
    if (qsizetype(to.size()) != state.dimensions)
        return found;
    found.reserve(size_t(state.aliveCount));
    for (size_t slot = 0; slot < state.slotLabels.size(); ++slot) {
        if (state.alive[slot] && (!mayCount || mayCount(state.slotLabels[slot])))
            found.push_back({state.slotLabels[slot], double(state.likeness(to.data(), state.vectorAt(slot)))});
    }
    const size_t wanted = std::min(most, found.size());
    std::ranges::partial_sort(found, found.begin() + qsizetype(wanted), isBetter);
    found.resize(wanted);
    return found;
}

std::vector<Found> VectorIndex::nearest(const std::vector<float> &to, size_t most,
                                        const std::function<bool(qint64)> &mayCount) const
{
    const State &state = *m_state;
    // Which of them count is not known to the graph; nor is it quicker when most are asked for.
    if (!state.graph || mayCount || most * 4 > size_t(state.aliveCount) || qsizetype(to.size()) != state.dimensions)
        return nearestExactly(to, most, mayCount);
    auto queue = state.graph->searchKnn(to.data(), most);
    std::vector<Found> found(queue.size());
    for (size_t i = queue.size(); i > 0; --i) {
        found[i - 1] = {qint64(queue.top().second), 1.0 - double(queue.top().first)};
        queue.pop();
    }
    return found;
}

Result<void> VectorIndex::writeGraph(const QString &path) const
{
    if (!m_state->graph)
        return {};
    try {
        m_state->graph->saveIndex(path.toStdString());
    } catch (const std::exception &error) {
        return failure(ProblemCode::Unavailable, QString::fromUtf8(error.what()));
    }
    return {};
}

Result<std::unique_ptr<VectorIndex>> VectorIndex::readGraph(const QString &path, int dimensions)
{
    auto index = std::make_unique<VectorIndex>(dimensions);
    State &state = *index->m_state;
    try {
        state.graph = std::make_unique<Graph>(&state.space, path.toStdString());
    } catch (const std::exception &error) {
        return failure(ProblemCode::Unavailable, QString::fromUtf8(error.what()));
    }
    Graph &graph = *state.graph;
    if (graph.size_data_per_element_
        != graph.size_links_level0_ + state.space.get_data_size() + sizeof(hnswlib::labeltype))
        return failure(ProblemCode::Unavailable, QStringLiteral("vectors of another size"));
    graph.setEf(leastWidthOfSearch);
    for (size_t slot = 0; slot < graph.cur_element_count; ++slot) {
        const auto id = hnswlib::tableint(slot);
        const auto label = qint64(graph.getExternalLabel(id));
        const bool isAlive = !graph.isMarkedDeleted(id);
        state.slotOf.insert(label, quint32(slot));
        state.slotLabels.push_back(label);
        state.alive.push_back(isAlive);
        state.aliveCount += isAlive ? 1 : 0;
    }
    graph.num_deleted_ = size_t(index->removed()); // which the library leaves to chance
    return index;
}

} // namespace tabletalk
