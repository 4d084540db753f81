// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/ops/cuda/cudnn/engine.h"

#include <algorithm>
#include <array>

namespace dn::cuda {
namespace {

Descriptor ask_heuristics(const Graph& graph, const Target& target, cudnnBackendHeurMode_t mode) {
  Descriptor heuristics(CUDNN_BACKEND_ENGINEHEUR_DESCRIPTOR, "heuristic question");
  heuristics.set(DN_CUDNN(ENGINEHEUR_OPERATION_GRAPH), graph.descriptor())
      .set(DN_CUDNN(ENGINEHEUR_MODE), mode);
  target.name_in_heuristics(heuristics);
  return std::move(heuristics.finalize());
}

Descriptor make_engine(const Graph& graph, const Target& target, std::int64_t index) {
  Descriptor engine(CUDNN_BACKEND_ENGINE_DESCRIPTOR, "engine");
  engine.set(DN_CUDNN(ENGINE_OPERATION_GRAPH), graph.descriptor())
      .set(DN_CUDNN(ENGINE_GLOBAL_INDEX), index);
  target.name_in_engine(engine);
  return std::move(engine.finalize());
}

Descriptor make_knob(std::int64_t knob, std::int64_t value) {
  Descriptor choice(CUDNN_BACKEND_KNOB_CHOICE_DESCRIPTOR, "knob choice");
  choice.set(DN_CUDNN(KNOB_CHOICE_KNOB_TYPE), static_cast<cudnnBackendKnobType_t>(knob))
      .set(DN_CUDNN(KNOB_CHOICE_KNOB_VALUE), value);
  return std::move(choice.finalize());
}

Descriptor configure(const Descriptor& engine, const std::vector<Descriptor>& knobs) {
  Descriptor configuration(CUDNN_BACKEND_ENGINECFG_DESCRIPTOR, "engine configuration");
  configuration.set(DN_CUDNN(ENGINECFG_ENGINE), engine);
  if (!knobs.empty()) {
    configuration.set_list(DN_CUDNN(ENGINECFG_KNOB_CHOICES), std::span<const Descriptor>(knobs));
  }
  return std::move(configuration.finalize());
}

std::vector<Descriptor> make_knobs(const EngineChoice& choice) {
  std::vector<Descriptor> knobs;
  for (const auto& [knob, value] : choice.knobs) knobs.push_back(make_knob(knob, value));
  return knobs;
}

std::vector<Descriptor> blanks(std::size_t count, cudnnBackendDescriptorType_t type,
                               std::string_view name) {
  std::vector<Descriptor> made;
  for (std::size_t i = 0; i < count; ++i) made.emplace_back(type, name);
  return made;
}

// Whether the list of notes has one of these.
template <typename Note>
bool has_any(const Descriptor& engine, Descriptor::Attribute list,
             std::initializer_list<Note> wanted) {
  constexpr std::size_t kRoom = 64;  // there are about ten kinds
  std::array<Note, kRoom> room{};
  const std::size_t count = engine.get_list(list, std::span<Note>(room));
  const auto notes = std::span<const Note>(room).first(std::min(count, kRoom));
  return std::ranges::find_first_of(notes, wanted) != notes.end();
}

std::vector<Descriptor> ask_suggestions(const Graph& graph, const Target& target,
                                        Heuristics heuristics) {
  const Descriptor answer = ask_heuristics(
      graph, target,
      heuristics == Heuristics::kBest ? CUDNN_HEUR_MODE_A : CUDNN_HEUR_MODE_FALLBACK);
  const auto results = DN_CUDNN(ENGINEHEUR_RESULTS);
  auto suggestions = blanks(answer.count(results, CUDNN_TYPE_BACKEND_DESCRIPTOR),
                            CUDNN_BACKEND_ENGINECFG_DESCRIPTOR, "engine configuration");
  const std::size_t filled = answer.get_list(results, std::span<Descriptor>(suggestions));
  while (suggestions.size() > filled) suggestions.pop_back();
  return suggestions;
}

// So that it can be kept in a file and made again.
EngineChoice describe_engine(const Descriptor& suggestion) {
  auto engine = blanks(1, CUDNN_BACKEND_ENGINE_DESCRIPTOR, "engine");
  suggestion.get_list(DN_CUDNN(ENGINECFG_ENGINE), std::span<Descriptor>(engine));
  EngineChoice choice{engine[0].get<std::int64_t>(DN_CUDNN(ENGINE_GLOBAL_INDEX)), {}};

  const auto choices = DN_CUDNN(ENGINECFG_KNOB_CHOICES);
  auto knobs = blanks(suggestion.count(choices, CUDNN_TYPE_BACKEND_DESCRIPTOR),
                      CUDNN_BACKEND_KNOB_CHOICE_DESCRIPTOR, "knob choice");
  suggestion.get_list(choices, std::span<Descriptor>(knobs));
  for (const Descriptor& knob : knobs) {
    choice.knobs.emplace_back(knob.get<cudnnBackendKnobType_t>(DN_CUDNN(KNOB_CHOICE_KNOB_TYPE)),
                              knob.get<std::int64_t>(DN_CUDNN(KNOB_CHOICE_KNOB_VALUE)));
  }
  return choice;
}

}  // namespace

std::vector<Suggestion> suggest_engines(const Graph& graph, Precision precision,
                                        const Target& target, Heuristics heuristics) {
  std::vector<Suggestion> suggestions;
  for (const Descriptor& suggestion : ask_suggestions(graph, target, heuristics)) {
    try {
      const EngineChoice choice = describe_engine(suggestion);
      const ChosenEngine engine(graph, target, choice);
      suggestions.push_back({choice, engine.is_exact_enough(precision), engine.is_compiled_late()});
    } catch (const Refusal&) {  // the next may do
    }
  }
  return suggestions;
}

std::vector<Suggestion> worth_trying(const std::vector<Suggestion>& suggestions) {
  constexpr std::ptrdiff_t kMost = 8, kMostOfOneEngine = 3, kMostCompiledLate = 2;
  std::vector<Suggestion> picked;
  for (const Suggestion& each : suggestions) {
    const auto same_engine = std::ranges::count_if(
        picked, [&](const Suggestion& s) { return s.engine.index == each.engine.index; });
    const auto compiled_late = std::ranges::count_if(picked, &Suggestion::is_compiled_late);
    if (!each.is_exact_enough || same_engine == kMostOfOneEngine) continue;
    if (each.is_compiled_late && compiled_late == kMostCompiledLate) continue;
    if (std::ssize(picked) == kMost) break;
    picked.push_back(each);
  }
  return picked;
}

ChosenEngine::ChosenEngine(const Graph& graph, const Target& target, const EngineChoice& choice)
    : engine_(make_engine(graph, target, choice.index)),
      knobs_(make_knobs(choice)),
      configuration_(configure(engine_, knobs_)) {}

bool ChosenEngine::is_exact_enough(Precision precision) const {
  const auto notes = DN_CUDNN(ENGINE_NUMERICAL_NOTE);
  if (has_any(engine_, notes,
              {CUDNN_NUMERICAL_NOTE_NONDETERMINISTIC,
               CUDNN_NUMERICAL_NOTE_REDUCED_PRECISION_REDUCTION})) {
    return false;
  }
  // On floats, tensor cores mean TF32.
  return precision != Precision::kFloat32 ||
         !has_any(engine_, notes,
                  {CUDNN_NUMERICAL_NOTE_TENSOR_CORE, CUDNN_NUMERICAL_NOTE_DOWN_CONVERT_INPUTS});
}

bool ChosenEngine::is_compiled_late() const {
  return has_any(engine_, DN_CUDNN(ENGINE_BEHAVIOR_NOTE),
                 {CUDNN_BEHAVIOR_NOTE_RUNTIME_COMPILATION});
}

}  // namespace dn::cuda
