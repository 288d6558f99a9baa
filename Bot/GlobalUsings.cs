// Where state machines come from. With the Stateless package: delete Bot/StateMachines and name its namespaces here.
global using Bot.StateMachines;
